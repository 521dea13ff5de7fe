"""Chinese, Vietnamese, Turkish, Kurdish, Persian, Roma, Portuguese and Spanish given names."""

FURTHER = """
an
anh
bao
binh
chau
cuong
duc
dung
duong
giang
hai
hang
hanh
hieu
hoa
hoang
hong
hung
huong
huy
khanh
khoa
lan
lam
linh lynh
long
mai
minh
my
nam
nga
ngan
nghia
ngoc
nguyet
nhi
nhung
phong
phuc
phuong
quan
quang
quynh
son
tam
thanh
thao
thi
thu
thuy
tien
trang
trinh
trung
tuan
tung
tuyet
uyen
viet
vy
xuan
yen
bo
chen
fang
haoran
haoyu
hui
jiahao
jiahui
jiajun
jiaqi
jiaxin
jiayi
jie
jing
jun
junjie
lei
li
ling
meiling
mei
min
mingze
na
ning
peng
qiang
rui
shuang
siyu
ting
wei
weijie
wen
wenjing
xia
xiaoming
xiaoyan
xinyi
xinyu
xue
yan
yang
yichen
yifan
ying
yiran
yu
yuhan
yutong
yuxuan
zhihao
zihan
zimo
zixuan
azad
arda
arin
asli
avin
aylin ailin
azra
baran
berat
berfin
berivan
beritan
burak
can
cem
ceren
cihan jihan
defne
deniz
dilan dilaan
diyar
dilara
ece
ela
elif
emine amine
emre
enes
eren
esra
eylul
ferhat farhad
furkan
gul
gulsen
hakan
havin
helin
hevin
hivda
ibrahim
irem
kerem
leyla
mehmet mehmed
merve merva
mert
miran
mirac
murat murad
naz
nehir
nisa
omer
ozan
reza rida
rojda
rojhat
rojin rozhin rojeen
roj
ronahi
rozerin
selin
serhat
sevgi
shilan shylan
sirin shirin
sirwan shirwan
soran
tuba
umit
welat
yagmur
yigit
zelal
zerda
zilan
zin
alejandra
ana
antonio
beatriz
carlos
carmen
diego
duarte
esmeralda | esme
goncalo
ines agnes
joao
jose
juan
loveday
maria
manfri
mateo mateus
miguel
mizelli mizeli
pedro
rafael raphael | rafa
rosa
tiago santiago
vasco
ximena jimena
ahsan ehsan
arash
arezoo arzu
farid
golnaz
kian
laleh
mahsa
mehdi mahdi
nasrin
navid
nima
omid
parisa
sara
soraya
zahra
"""
