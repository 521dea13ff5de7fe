"""English, Welsh, Scottish and Irish given names."""

BRITISH = """
aaron aron arron || harun haroon haaruun
abigail abigael abbigail | abby abbie abi abbey gail
adam | || adan adem aadam aadan
aidan aiden aidyn aedan aodhan aodan aiden
alan allan allen alun
albert | al bert bertie
alexander alexandre alexandr | alex sandy xander alec lex sasha ali | alasdair alistair alastair alister \
aleksander oleksandr aleksandr alexandru alejandro alessandro iskander iskandar
alasdair alistair alastair alister | ali
alexandra aleksandra | alex sandra lexi lexie lexy sasha allie ally xandra lex | oleksandra alexandria
alfred | alfie alf fred freddie
alfie alphie
alice alys | ali | alicja alisa
alison allison alyson | ali ally
amelia ameliya | millie milly mia amy | amelie emilia
amy aimee ami
andrew | andy drew | andre andreas andrei andrii andriy andrey andrij andrzej
angharad anharad
anna ana anya || hanna hania ann anne
anne ann | annie | anna
anthony antony anton | tony ant | antonio antoni
archie archy || archibald
arthur artur | art artie
ava avah
bailey baylee bayley
barnaby | barney
beatrice beatrix | bea trixie
benedict | ben benny
benjamin benjamyn | ben benji benny benjie | binyamin binyamen
bethany bethanie | beth
bethan | beth
billy billie
bradley bradly | brad
bronwen bronwyn
caitlin kaitlin caitlyn kaitlyn katelyn catelyn | cait
callum calum callam | cal
cameron kameron camron | cam
caoimhe keeva kiva keva
carys cerys karys
catherine katherine kathryn catharine katharine cathryn | kate katie cath cathy kathy kitty kat katy | \
kateryna katarzyna caterina catrin katrina catrina kathleen ekaterina
catrin katrin | cati
charles | charlie charley chuck chas | carl karl karol carlos
charlie charley charly
charlotte sharlotte | charlie charley lottie lotty lotta char
chloe cloe khloe
christian kristian cristian krystian
christina kristina cristina | chris chrissie tina | christine krystyna khrystyna
christopher kristofer christoffer cristopher | chris kit topher | krzysztof
ciara keira kiera
kira kyra
ciaran kieran kieron keiran cieran
clare claire clara
conor connor konor conner | con
daisy daisey daisie
daniel deniel danyel | dan danny | danylo danyal daniyal danial daniil
danielle daniele | dani | daniella daniela
darcy darcey darcie
david | dave davy davie dai taff | dafydd dewi dawid dawud dawood daud
deborah debra | debbie deb
declan deklan
dominic dominick dominik | dom
dylan dillon dyllan dylen
edward | ed eddie eddy ted teddy ned | edek eduard edvard
edwin | ed
eilidh ailie
eleanor elinor eleanore | ellie nell nora nelly ella
elena ellena | ellie lena | olena helen
elijah | eli | ilyas illia ilya elias
elizabeth elisabeth | liz lizzie lizzy beth eliza libby betsy betty lisa elsie lily ellie elspeth ellie | \
elzbieta yelyzaveta
ella ela
ellie elly
ellis elis
elliot elliott eliot
emily emilie emely | em emmie millie milly | emilia
emma | em emmie
erin aerin eryn
ethan ethen eathan
eva eve | evie | ewa yeva hawa
evan ifan ieuan || ivan
evelyn evelin | evie eve
evie evy
felicity | fliss flick
felix
finlay finley findlay | fin finn
fiona ffiona
florence | flo florrie flossie
frances | fran frankie | francesca franciszka
francesca franchesca | fran frankie chess
francis | frank frankie fran | franciszek
freya freja freyja
frederick frederic fredrick | fred freddie freddy | fryderyk
gabriel | gabe gabi | jibril jibreel gavriil
gabrielle gabriella gabriela | gabi gabby
gareth garath | gaz
geoffrey jeffrey jeffery | geoff jeff
george | georgie geordie | jerzy yurii gheorghe georgi sior seoirse
georgia | georgie gia
georgina | georgie gina
gethin gethyn
grace gracie
graham graeme
gwen gwenllian gwendolen | gwen
hannah hanna hana hannagh | || chana
harold | harry hal
harriet harriett | hattie harry
harrison | harry
harvey harvie
hayden haydn haiden haydon
heather
helen helena ellen | nell ellie lena | olena yelena
henry henri | harry hal hank | henryk
holly hollie
hugh huw | hughie | hugo
hugo | hughie
imogen imogene | immy
ioan iwan
isaac isaak izaak | zac ike | ishaq ishaaq
isabella isabela izabella | bella izzy issy belle | isabelle isabel izabela isobel
isabelle isabel isobel izabel | izzy issy belle bella
isla ila aila islah
jacob jakob jaycob | jake | jakub yakub yaqub yakiv iacob
jack jac | jackie
jade jaide jayde
jake jaik
james | jim jimmy jamie jem | seamus shamus hamish
jamie jaime jaimie
jane jayne | janey | sian jana joanna
jasmine jasmin jazmin jazmine | jas jaz | yasmin yasmine yasmeen
jason jayson
jayden jaiden jaden jaydon jaydn
jennifer jenifer | jen jenny jenni
jeremy | jez jem
jessica jesica jessika | jess jessie
joanna johanna joanne | jo joey
john jon | johnny jonny jack | sean ivan ioan ion ian evan jan yahya juan johannes
jonathan johnathan jonathon | jon jonny jonty nathan
jordan jorden jordyn
joseph josef | joe joey jo | yusuf youssef jozef iosif osip josip seosamh
josephine josefine | jo josie
joshua joshuah | josh joshie
julia giulia || yuliia iulia julie
julian julien
kayden kaiden caden kaden cayden
kayleigh kayley kaylee kaleigh keighley kayly
kelly kelley
kenneth | ken kenny
kerry kerri
kevin kevan | kev
kyle kyal kile
laura lora
lauren loren laurin
lawrence laurence | larry laurie
leah lea
leia lia
leo
leon
leonard | leo len lenny
leonardo | leo
lewis louis luis | lou louie | ludwik
liam lyam
lilly lily lillie | lil
lillian lilian | lily lil
llewelyn llewellyn | llew lyn
logan logen
louise louisa | lou lulu
lucas lukas || lukasz luca luke
lucy lucie lucey | lu lulu | lucia lucja
luke luk || luca lucas
lydia lidia
mackenzie mckenzie makenzie | mac
madeleine madeline madelaine | maddie maddy
madison maddison | maddie maddy
maisie maisy maizie
margaret | maggie meg peggy greta margo madge | mairead marged malgorzata megan
maria mariya mariia marija || mary marie maryam
mark marc || marek marco
martha marta
martin martyn || marcin marty
mary | molly polly may mae | maria marie mair maire mairi maureen maryam
mason maison mayson
matilda mathilda | tilly tilda mattie
matthew mathew | matt matty | mateusz matei matviy mathias
maximilian maximillian | max | maksymilian
maxwell | max
megan meghan meagan | meg
mia mya miah
michael micheal mikael | mike mick mickey mikey mick | mihai mykhailo mikhail michal misha
michelle michele | shell
millie milly
molly mollie | moll
morgan morgen
natalie natalee | nat | natalia nataliia
natasha natacha | tasha nat
nathan nathen | nate nat
nathaniel nathanial nathanael | nathan nate nat
niamh neve nieve neave
nia niya
nicholas nicolas nickolas | nick nicky nico | mykola nikolai nicolae mikolaj nikolas
nicola | nicky nikki
nicole nichole nikole | nicky nikki
noah noa || nuh nooh
nora norah
oisin osheen
oliver olliver | ollie olly oli | oliwier olivier
olivia alivia | liv livvy ollie | oliwia
oscar oskar
owen owain || eoin
patricia | pat patsy trish tricia
patrick patric | pat paddy rick | padraig padraic patryk
paul || pol pavel pavlo pawel
paula
penelope | penny nell
peter | pete | piotr petro petru pedro pedr
philip phillip philipp | phil pip | filip
phoebe pheobe phebe
poppy poppie
rachel rachael rachell | rach
rebecca rebekah rebeka rebeca | becky becca bex beck
reece rhys rees reese rhyce
reuben ruben rubin
rhiannon rhianon
rhian
richard | rich richie rick ricky dick dickie | ryszard
riley rylee reilly
robert | rob robbie bob bobby bert robin
robyn robin
roisin rosheen
ronald | ron ronnie
rory ruairi ruaridh ruari
rosie rosy
rosemary | rosie rose
rose | rosie | rosa
rosa roza | rosie
rowan rowen
ruby rubie
ruth
ryan rian ryen
samantha | sam sammy
samuel samual | sam sammy
saoirse seersha
sarah sara sarrah | sally sadie
scarlett scarlet
sean shaun shawn
shane shayne
sebastian sebastien | seb bas
shannon shanon shannen
sian shan
siobhan shevaun shivaun
sienna siena
simon || szymon semen shimon symon
sinead
sophie sofie | soph
sophia sofia sofiya sofiia || sophie zofia safiya
stella stela
stephanie stefanie stephany | steph
stephen steven stephan steaphen | steve stevie ste | stefan szczepan stepan
summer sumer
susan susanna suzanne susanne | sue susie suzie sukie | zuzanna
tadhg teague taig
tegan teagan
teresa theresa therese | tess tessa terry tracy
terence terrence | terry
theodore theodor | theo ted teddy | teodor fedir
theo teo
thomas tomas tomos | tom tommy | tomasz toma
timothy | tim timmy
toby tobey | || tobias
tobias | toby
tyler tylor | ty
victoria viktoria | vicky vikki tori vic | wiktoria viktoriia
victor viktor | vic | wiktor
vincent | vince vinny
violet violett | vi
walter | wally walt
william | will bill billy liam willie wills wil | gwilym wilhelm uilliam willem
zachary zachery zackary | zach zack zac zak | zakariya zakaria zechariah
zara zarah
zoe zoey zoie || zoya
"""
