"""Punjabi, Hindi, Gujarati, Bengali, Tamil and Urdu given names."""

SOUTH_ASIAN = """
aarav arav
aarya arya
aanya anya
abhishek abishek | abhi
aditi aditee
aditya adithya | adi
ajay ajai
akash aakash
akshay akshai
alisha aleesha
aman amaan
amandeep amendeep | aman
ramandeep | raman
amit ameet
amrit
amrita
amritpal | amrit
ananya anannya
angad
anika aneeka
anil aneel
anjali anjalee | anju
ansh
arjan arjun
armaan arman
arnav arnab
arshdeep | arsh
asif aasif
ashraf asraf
atif aatif
avneet avnit
awais owais uwais
balraj
bhavya bhavia
chirag
danish daanish
deepak dipak
deepika dipika
dhruv druv
dilpreet | dil
diya dia deeya
ekam
faiza faizah
farhana farhanah
fariha fareeha
fozia
gagandeep | gagan
gurpreet gurprit | guri
gursimran | simran
gurleen gurlin
gurjit gurjeet
habib habeeb
haris harris haaris
harpreet harprit | harry
harjit harjeet
harjot
harleen harlin
harman
harsh
harshdeep
humaira humayra
humza
ishaan ishan eshan
ishika
jagdeep
jannat jannath
jasleen jaslin
jaspreet jasprit | jas jassi
jasmeet jasmit
javed javeed
jhanvi janvi
kabir kabeer
kamaldeep | kamal
karan
karanveer
kavita kavitha
kavya kaviya
khushi kushi
kiran kirun
kiranjit kiranjeet | kiran
komal komel
kulsum kulsoom kalsoom
lakshmi laxmi
mahbub mahbob
mahir maheer
mahnoor mahnur
mandeep mundeep | mandy
manjit manjeet
manpreet manprit | mani
manvir manveer
maria
mehak mahak
mehreen mahreen
mim
mitali
nabila nabeela
nafisa nafeesa
nasreen nasrin
navdeep | nav
navjot
nazia nazya
neha nehaa
nikhil nikil
nimra nimrah
nirmal
nisha neesha
nishat
nusrat
parminder | parm
pavan pawan
pooja puja
pradeep
prabhjot | prabh
priya pria preeya
priyanka
rafiq rafique rafik
rahim raheem
rahul rahool
raj
rajesh | raj
rajveer rajvir | raj
rakib raqib
ravi ravee
riya ria
rohan rohaan
rohit rohith
rubina rubeena
rukhsana ruksana rukshana
rumana romana
sabiha sabeeha
sabina sabeena
sajid sajjid
samina sameena
sandeep sundeep | sandy
saniya sania
sharmin sharmeen
shabnam
shahida shaheeda
shakil shakeel
shazia
shreya shriya
sidra sidrah
simran simrun | simmi
simranjit | simran
sukhdeep | sukh
sukhpreet | sukhi sukh
sumaira sumera
sunita suneeta
tahmina tahmeena
tahira taahira
tanvir tanveer
tanvi
taslima tasleema
tejal
usha oosha
vihaan vihan
vikram | vik
vivek
wasim waseem
zara
zeeshan zishan
zoya
"""
