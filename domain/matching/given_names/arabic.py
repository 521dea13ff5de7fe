"""Given names of Arabic origin, as Arab, Somali, Turkish, Kurdish and South Asian families write them."""

ARABIC = """
mohammed muhammad mohamed mohammad muhammed mohamad muhamed muhamad mahamed maxamed mohamud mahomed moxamed \
mohd md | mo moh mamadou | mehmet mehmed
mahmoud mahmud mehmood mahmood maxamuud
ahmed ahmad ahmet axmed ehmed achmed
hamid hameed xamiid
hamad hamed
hassan hasan xasan hasaan hesen
hussein hussain husain husayn hossain hussien hosain xuseen huseyin husein huseyn
ali aly cali
aliya aliyah aaliyah aliyya
aisha ayesha aysha aishah aicha aesha caasho ayisha | aish | ayse
ayse aysha
alaa ala
amal amaal
amina aminah aamina ameena amine
amna aamna
amir ameer aamir emir
amira ameera emira
anas annas enes
anwar anwer
asiya asiyah asya aasiya
asma asmaa esma
ayaan ayan ayaana
ayman aiman
ayub ayoub ayoob
bashir basheer
bashira basheera
bilal bilaal belal
dalia dalya daliya
dawud dawood daud daoud || david
dina deena
faisal faysal feisal
farah faraah farax
farhan farhaan
farida fareeda
fatima fatimah fatma faduma faadumo fadumo fathima faatima fatema fatime fatuma fatiha | fati tima
fawzia fouzia fauzia
habiba habeeba habibah
hafsa hafsah hafza xafsa
hajar hajer haajar
halima haleema halimah xaliimo halimo
hamza hamzah hamse xamse xamza
hana hanaa
hanan hanaan
harun haroon haroun haaruun || aaron
hawa xaawo hawwa hawo
haya hayaa
hiba hibba hibo
hodan xodan hoodan
huda hooda hudaa
ibrahim ebrahim ibraheem ibraahim ibraahiim | ibi ibro | abraham
idris idrees idriis
ikram ikraam
ilham ilhaam
ilyas iliyas eliyas || elijah
iman eman imaan
imran emran imraan
inaya inayah inaaya
iqra iqraa
isa eesa issa ciise essa || jesus
ishaq ishaaq || isaac
ismail ismael ismaeel ismaaciil | isma
israa isra esra
jamal gamal jamaal cemal
jamila jameela gamila
jawad jawaad
kamal kamaal kemal
karim kareem kerim
abdulkarim abdelkarim abdikarim | karim
khadija khadijah khadeeja khadiija hatice kadija khadeja khatija | khadi
khalid khaled khaalid halid
khalil khaleel halil
laiba layba
latifa lateefa latifah
layla leila laila leyla leylah laylah
liban liiban
lina leena
lubna loubna
maha mahaa
majid majeed
malak malaak
malik maleek
manal manaal
marwa marwah merwe
maryam mariam miriam meryem maryan mariyam merjem maryama marjam || mary maria
maysa maisa
mina meena
mona muna
mubarak mubarek
mustafa mustapha moustafa mostafa mustafe
nabil nabeel
nada neda
nadia nadya naadia
nadir nader
naima naimah nacima
najma nejma najmo
nasir nasser naser
abdinasir abdulnasir | nasir
nasra nasrah nasro
noor nur nour nuur
noora nura noura
omar umar omer umer cumar oumar
osama usama usaama
osman usman othman uthman cusmaan osmaan
qasim kasim qassim kassim gasim
rahma raxma rahmah
rania raniya
rashid rasheed rachid
rayan rayaan rayyan reyan
reem rim riim
rida reda ridha
rima reema
ruqayya ruqaya rukaya ruqia ruqiyo
saad sacad
saida saeeda
saeed said sayeed siciid saed
safa safaa
safiya safia safiyah safiyya
sahar seher
sahra saahra
salah saalax
saleh salih
salim saleem selim saalim
salma selma salmo
sami samy
samia saamia
samir sameer
samira sameera saamira
sana sanaa
shahid shaahid
shaima shaymaa
sharif shareef
sadia sadiya saadia
sulaiman suleiman suleyman sulayman saleebaan sulaimaan || solomon
sumaya sumayah sumayya sumaiya
taha taaha
tariq tarek tarik taariq
umaima omaima
yahya yahia yehia yaxye || john
yasin yaseen yassin yasiin
yasir yasser
yasmin yasmine yasmeen yasemin || jasmine
yunus younis yunis younus yonis
yusra yusraa
yusuf yousef youssef yusef yousuf yosef yuusuf jusuf | yusi | joseph
yaqub yaqoob yakub yacub || jacob
zahra zehra zahrah zahraa zaahra
zaid zayd zeid
zain zayn zane zein
zakariya zakaria zakariyya zakarie || zachary
zaynab zainab zeinab zeynep seynab saynab zeyneb zeinep
ziad zeyad ziyad
zubair zubayr subeer
abdullah abdallah abdulla abdullahi abdulahi abdilahi abdellah cabdullaahi
abdi cabdi
abdulrahman abdurrahman abdurahman abdirahman abdelrahman abdalrahman cabdiraxmaan abdulrehman abdurehman | \
rahman rehman
abdulaziz abdelaziz abdiaziz cabdicasiis | aziz
abdulkadir abdulqadir abdikadir abdelkader abdiqadir | qadir kadir
abdulrazaq abdirizak abdurazak abdirisaaq abdulrazak | razaq
abdulhakim abdihakim abdihakin abdelhakim | hakim
abdifatah abdulfatah abdelfattah | fatah
abubakar abubakr abukar bakr
"""
