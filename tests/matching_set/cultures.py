"""Names to invent children with, group by group: given names, family names, other spellings, short forms, and names
that twins bear and that look alike. No child here exists.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Culture:
    group: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]
    spellings: tuple[tuple[str, str], ...] = ()
    short: tuple[tuple[str, str], ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    family_last: bool = True  # else the family's name is commonly written first
    fathers_names: bool = False  # the name is followed by the father's and the grandfather's
    added: tuple[str, ...] = field(default=())  # words that stand in some records and not in others


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((a.replace("_", " "), b.replace("_", " ")) for a, b in (pair.split("/") for pair in text.split()))


def _culture(group: str, girls: str, boys: str, families: str, **more: object) -> Culture:
    pairs = {name: _pairs(str(more.pop(name))) for name in ("spellings", "short", "twins") if name in more}
    names = [tuple(word.replace("_", " ") for word in text.split()) for text in (girls, boys, families)]
    return Culture(group, names[0], names[1], names[2], **pairs, **more)  # type: ignore[arg-type]


CULTURES: tuple[Culture, ...] = (
    _culture(
        "British",
        "Amelia Olivia Isla Ava Freya Lily Florence Mia Willow Rosie Sophie Emily Grace Charlotte Jessica Daisy Alice "
        "Phoebe Matilda Eleanor Evelyn Harriet Lucy Imogen Georgia Scarlett Maisie Katherine Elizabeth "
        "Victoria Abigail",
        "Oliver George Noah Arthur Leo Harry Oscar Jack Charlie Jacob Thomas James William Henry Alfie Joshua Daniel "
        "Edward Samuel Benjamin Joseph Max Lucas Theodore Archie Finley Harrison Toby Frederick Nathaniel Christopher",
        "Smith Jones Taylor Brown Wilson Johnson Walker Wright Thompson White Hughes Green Hall Wood Harris Clarke "
        "Turner Hill Cooper Ward Bailey Harding Pemberton Ashworth Fairclough Whittaker Thistlewood "
        "Marchbank Cartwright "
        "Holdsworth Ollerenshaw Entwistle Greenhalgh Sidebottom Winterbourne",
        spellings="Catherine/Katherine Sophie/Sofie Isobel/Isabel Theodore/Theodor Finley/Finlay Abigail/Abigael "
        "Phoebe/Pheobe Harriet/Harriett Daisy/Daisey Jakob/Jacob Samual/Samuel Nathanial/Nathaniel Georgia/Jorja",
        short="Katherine/Kate Elizabeth/Beth Victoria/Tori Abigail/Abby Eleanor/Ellie Charlotte/Lottie Jessica/Jess "
        "Matilda/Tilly Thomas/Tom James/Jim William/Bill Edward/Ted Samuel/Sam Benjamin/Ben Joseph/Joe Joshua/Josh "
        "Daniel/Danny Oliver/Ollie Theodore/Theo Frederick/Freddie Christopher/Kit Nathaniel/Nate Henry/Harry",
        twins="Aiden/Jaiden Hayden/Jayden Kayden/Hayden Ava/Eva Ella/Bella Lily/Milly Evie/Edie Mia/Maia Lola/Lila "
        "Ellis/Alis Finn/Flynn Leo/Theo Isla/Isabella Amelia/Emilia Daniel/Danielle Jake/Jade",
    ),
    _culture(
        "Welsh",
        "Cerys Ffion Seren Megan Carys Nia Eleri Rhiannon Bronwen Angharad Lowri Mali Efa Gwen Catrin Elin Heledd Mair "
        "Nansi Tegan Sioned Beca",
        "Rhys Ioan Osian Evan Gethin Dylan Tomos Gruffydd Llewelyn Ieuan Macsen Emrys Iolo Dafydd Gareth "
        "Huw Aled Owain "
        "Geraint Ifan Steffan Celyn",
        "Jones Davies Evans Griffiths Llewellyn Pritchard Rees Bowen Vaughan Powell Morgan Gwynne Prosser Bevan Parry "
        "Probert Cadwaladr Meredith Pugh Ellis Penry Trahaearn",
        spellings="Cerys/Carys Rhys/Reece Ieuan/Ifan Bronwen/Bronwyn Llewelyn/Llewellyn Owain/Owen Dylan/Dillon "
        "Tomos/Thomas Steffan/Stefan Rhiannon/Rhianon Gruffydd/Griffith",
        short="Angharad/Hari Gruffydd/Guto Dafydd/Dai Catrin/Cadi Rhiannon/Rhi Llewelyn/Llew Megan/Meg Elin/Eli",
        twins="Eleri/Elin Mali/Mari Ioan/Iolo Emrys/Emyr Nia/Mia Efa/Eva Rhys/Rhun Dylan/Dyfan",
        added=("ap",),
    ),
    _culture(
        "Irish",
        "Aoife Niamh Saoirse Ciara Roisin Sinead Caoimhe Orla Maeve Siobhan Aisling Grainne Eimear Clodagh Brigid Nora "
        "Fiadh Sadhbh Bronagh Deirdre Maire Oonagh",
        "Conor Sean Cian Oisin Padraig Declan Ronan Fionn Eoin Cathal Darragh Tadhg Diarmuid Liam Cormac Fergal Senan "
        "Niall Ruairi Ciaran Donnacha Lorcan",
        "O'Brien Murphy O'Connor Kelly Byrne Ryan O'Sullivan Walsh McCarthy Gallagher Doherty Kennedy Lynch Quinn "
        "McLoughlin O'Shaughnessy MacNamara Flaherty Ó_Briain Brannigan McGillicuddy O'Muireadhaigh",
        spellings="Niamh/Neve Ciara/Keira Caoimhe/Keeva Saoirse/Seersha Sean/Shaun Conor/Connor Ciaran/Kieran "
        "Siobhan/Shevaun Tadhg/Teague Oisin/Osheen Ruairi/Rory Roisin/Rosheen Maeve/Meabh Darragh/Dara",
        short="Padraig/Paddy Siobhan/Shiv Brigid/Biddy Aisling/Ash Fionn/Finn Deirdre/Dee Donnacha/Donn",
        twins="Cian/Eoin Niamh/Nora Orla/Nora Ronan/Conan Cian/Kian Ciara/Tara Fiadh/Fia Sean/Dean",
    ),
    _culture(
        "Polish",
        "Zuzanna Julia Maja Zofia Hanna Lena Alicja Maria Oliwia Amelia Wiktoria Aleksandra Natalia Gabriela Katarzyna "
        "Małgorzata Agnieszka Weronika Martyna Kinga Jagoda Łucja Elżbieta",
        "Jakub Antoni Szymon Filip Kacper Wojciech Mikołaj Michał Łukasz Krzysztof Paweł Bartosz Mateusz Stanisław "
        "Franciszek Piotr Tomasz Grzegorz Dariusz Maciej Adrian Rafał Jędrzej",
        "Nowak Kowalska Wiśniewska Wójcik Kowalczyk Kamińska Lewandowski Zielińska Szymańska Woźniak Dąbrowski "
        "Kozłowska Jankowski Mazur Krawczyk Piotrowska Grabowski Pawłowska Michalska Wróblewski Szczepański "
        "Brzęczyszczyk",
        spellings="Szymon/Simon Jakub/Jacub Łukasz/Lukas Wiktoria/Victoria Zofia/Sofia Kacper/Kasper Oliwia/Olivia "
        "Michał/Michael Aleksandra/Alexandra Filip/Philip Krzysztof/Christopher Mateusz/Matthew Natalia/Natalie",
        short="Jakub/Kuba Aleksandra/Ola Małgorzata/Gosia Katarzyna/Kasia Stanisław/Staś Krzysztof/Krzyś Zofia/Zosia "
        "Zuzanna/Zuzia Agnieszka/Aga Bartosz/Bartek Wojciech/Wojtek Franciszek/Franek Wiktoria/Wiki",
        twins="Maja/Kaja Hanna/Anna Lena/Lea Julia/Julita Kamil/Kamila Martyna/Marta Adam/Adrian "
        "Marcel/Marcin Jan/Jana",
    ),
    _culture(
        "Romanian",
        "Maria Elena Ioana Andreea Alexandra Sofia Ana Daria Bianca Raluca Mihaela Cristina Gabriela Denisa Larisa "
        "Mădălina Roxana Ilinca Ștefania Teodora Antonia Crina",
        "Andrei Alexandru Ștefan Mihai Gabriel Ionuț Cristian Florin Luca Matei David Rareș Vlad Radu Răzvan Cosmin "
        "Gheorghe Nicolae Sorin Bogdan Tudor Dragoș",
        "Popa Popescu Ionescu Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Munteanu Moldovan Constantinescu "
        "Ungureanu Lăcătuș Cojocaru Țăranu Bălănescu Vrânceanu Mihăilescu",
        spellings="Ștefan/Stephan Andreea/Andrea Cristian/Christian Cristina/Christina Mihai/Mihail "
        "Alexandru/Aleksandru "
        "Teodora/Theodora Sofia/Sophia Luca/Lucca Larisa/Larissa Bianca/Bianka",
        short="Alexandru/Alex Gheorghe/Gigi Nicolae/Nicu Gabriela/Gabi Ștefania/Fani Mădălina/Mada Ionuț/Nelu "
        "Alexandra/Sanda Cristian/Cristi Bogdan/Bogdi Mihaela/Miha",
        twins="Andrei/Andreea Maria/Marina Luca/Lucas Denis/Denisa Ana/Anca Ioana/Ionela Mihai/Mihaela Sorin/Sorina",
    ),
    _culture(
        "Ukrainian",
        "Sofiia Anastasiia Yuliia Kateryna Oleksandra Tetiana Iryna Solomiia Nadiia Daryna Polina Viktoriia "
        "Oksana Zlata "
        "Yelyzaveta Kseniia Mariia Olha Khrystyna Svitlana Yevheniia Bohdana",
        "Oleksandr Maksym Artem Dmytro Mykhailo Andrii Ivan Bohdan Nazar Serhii Mykola Taras Yaroslav Vladyslav Denys "
        "Illia Volodymyr Yehor Oleh Matvii Vitalii Ostap",
        "Shevchenko Melnyk Kovalenko Bondarenko Tkachenko Kovalchuk Oliinyk Hrytsenko Lysenko Marchenko Rudenko "
        "Savchenko Petrenko Zabolotna Kravets Chornovil Skrypnyk Havryliuk Stelmakh Dovzhenko Pidlisnyi",
        spellings="Sofiia/Sofia Anastasiia/Anastasia Yuliia/Julia Kateryna/Katerina Oleksandr/Alexander Dmytro/Dmitry "
        "Andrii/Andriy Serhii/Sergiy Mykhailo/Mikhail Iryna/Irina Tetiana/Tatiana Mariia/Maria Artem/Artyom "
        "Viktoriia/Victoria Illia/Ilya Matvii/Matviy Olha/Olga",
        short="Oleksandr/Sasha Anastasiia/Nastia Kateryna/Katia Oleksandra/Lesia Mykhailo/Misha Volodymyr/Vova "
        "Bohdan/Bodia Yelyzaveta/Liza Svitlana/Sveta Solomiia/Solia Dmytro/Dima Tetiana/Tania",
        twins="Oleksandr/Oleksandra Daryna/Dariia Yulia/Yana Denys/Denysa Maksym/Makar Polina/Paulina Vlada/Zlata "
        "Artem/Artur",
    ),
    _culture(
        "Arabic",
        "Fatima Maryam Layla Noor Aisha Zainab Hala Rania Yasmin Salma Amal Hanan Dalia Rasha Samar Lina Jana Malak "
        "Reem Sahar Huda Nadia",
        "Mohammed Ahmed Omar Ali Yusuf Hassan Hussein Khalid Ibrahim Mustafa Bilal Tariq Karim Samir Faisal Hamza "
        "Abdullah Abdulrahman Zaid Anas Walid Mahmoud",
        "Al-Hassan Al-Masri Haddad Khoury Nasser Al-Rashid El-Sayed Mansour Darwish Al-Jaber Saleh Hamdan Al-Tamimi "
        "Qasim Shaheen Bakri Abu_Zaid Al-Khatib Najjar El-Amrani Benali Suleiman",
        spellings="Mohammed/Muhammad Ahmed/Ahmad Omar/Umar Yusuf/Youssef Hussein/Husain Fatima/Fatimah Maryam/Mariam "
        "Layla/Leila Noor/Nour Aisha/Aicha Zainab/Zeinab Yasmin/Yasmeen Khalid/Khaled Tariq/Tarek Karim/Kareem "
        "Samir/Sameer Abdulrahman/Abdelrahman Mahmoud/Mahmud Abdullah/Abdallah Mustafa/Moustafa",
        short="Mohammed/Mo Abdulrahman/Rahman Fatima/Fati Ibrahim/Ibra Abdullah/Abdul Mustafa/Musti Yusuf/Yousri",
        twins="Hassan/Hussein Amir/Amira Lina/Dina Samir/Amir Malak/Malik Jana/Hana Rayan/Rayyana Nour/Noura",
    ),
    _culture(
        "Urdu",
        "Ayesha Zainab Fatima Maryam Hafsa Iqra Mahnoor Sana Khadija Amna Bushra Sadia Rabia Laiba Nimra Hira Mehreen "
        "Aneesa Sumaira Tahira Kulsoom Saima",
        "Muhammad Ali Hassan Hamza Bilal Usman Umar Zain Abdullah Ibrahim Faisal Imran Asad Danyal Shahid Waqas Junaid "
        "Adeel Kashif Farhan Haris Saad",
        "Khan Hussain Ahmed Malik Iqbal Mahmood Butt Chaudhry Qureshi Shah Mirza Raja Akhtar Bibi Siddiqui Awan Bhatti "
        "Javed Rehman Saleem Nawaz Zaman",
        spellings="Ayesha/Aisha Muhammad/Mohammed Hussain/Hussein Usman/Osman Umar/Omar Zain/Zayn Mahnoor/Mahnur "
        "Khadija/Khadeeja Danyal/Daniyal Farhan/Farhaan Maryam/Mariam Zainab/Zaynab Mehreen/Mahreen Aneesa/Anisa",
        short="Muhammad/Md Mahnoor/Noor Khadija/Khadi Sumaira/Sumi Danyal/Dani Abdullah/Abdul",
        twins="Hassan/Hussain Amna/Amina Hira/Hiba Sana/Sania Saad/Asad Umar/Umair Zain/Zaid Faiza/Faisa Iqra/Isra",
        added=("Muhammad", "Syed"),
    ),
    _culture(
        "Sikh",
        "Simran Harpreet Manpreet Jasleen Gurleen Amrit Navdeep Kiranjit Sukhpreet Rajvir Harleen Avneet "
        "Jasmeet Prabhjot "
        "Ravneet Manjot Anureet Japneet Kirandeep Gursimran Amandeep Parveen",
        "Arjan Gurpreet Harjit Jaspreet Amandeep Manvir Jagdeep Sukhdeep Karan Harman Rajveer Balraj Gurjit Navjot "
        "Arshdeep Parminder Tejveer Inderjit Manraj Jaskaran Sandeep Ekam",
        "Singh Kaur Gill Sandhu Dhillon Sidhu Grewal Bains Dhaliwal Johal Randhawa Atwal Bhogal Virdee Sohal Kang Mann "
        "Purewal Chahal Deol Uppal Rai",
        spellings="Arjan/Arjun Harjit/Harjeet Gurjit/Gurjeet Simran/Simrun Manvir/Manveer Rajveer/Rajvir "
        "Gurleen/Gurlin "
        "Jasmeet/Jasmit Kiranjit/Kiranjeet Avneet/Avnit Jasleen/Jaslin Harleen/Harlin",
        short="Jaspreet/Jas Harpreet/Harry Gurpreet/Guri Manpreet/Mani Sukhpreet/Sukhi Navdeep/Nav Amandeep/Aman "
        "Arshdeep/Arsh Gursimran/Simran Parminder/Parm Jaskaran/Jassi",
        twins="Harpreet/Manpreet Gurpreet/Harpreet Jaspreet/Japneet Amandeep/Ramandeep Harjit/Harjot Manvir/Manraj "
        "Jasleen/Jasmeen Navjot/Manjot Gurleen/Harleen Simran/Kiran",
        added=("Kaur", "Singh"),
    ),
    _culture(
        "Bengali",
        "Nusrat Tahmina Sharmin Fariha Nafisa Rumana Taslima Sabina Mim Jannat Sumaiya Afsana Farzana Tanjina Anika "
        "Shabnam Lamia Rukhsana Habiba Maliha Tasnim Sadia",
        "Rafiq Tanvir Shakil Habib Rahim Imran Mahbub Nayeem Fahim Sajid Arif Kamrul Shafiq Ashraf Zubair Tamim Rakib "
        "Sabbir Asif Mizan Nahid Jubair",
        "Begum Miah Uddin Islam Rahman Chowdhury Khatun Hoque Sarkar Das Akter Hossain Alam Talukder Bhuiyan Mondal "
        "Sikder Mollah Ullah Barua Kazi Munshi",
        spellings="Tanvir/Tanveer Sumaiya/Sumaya Zubair/Jubair Rahim/Raheem Hossain/Hussain Nafisa/Nafeesa "
        "Habib/Habeeb "
        "Rukhsana/Ruksana Shakil/Shakeel Taslima/Tasleema Fariha/Fareeha Rafiq/Rafique Tasnim/Tasneem",
        short="Mahbub/Mahbu Sumaiya/Sumi Jannat/Jannu Tahmina/Mina Rukhsana/Ruku Nusrat/Nusu",
        twins="Sabina/Samina Rakib/Sakib Fahim/Fahima Nafis/Nafisa Tanjina/Tanzila Arif/Asif Mim/Mima",
        added=("Md", "Mst"),
    ),
    _culture(
        "Somali",
        "Hodan Ayaan Faadumo Sahra Ifrah Nasra Hibo Khadra Sagal Ubah Deqa Idil Fowsia Hamdi Xaawo Amal Najma Ruqiya "
        "Shukri Filsan Halimo Caasho",
        "Abdi Abdirahman Mohamed Ahmed Liban Guled Warsame Yusuf Hassan Abdullahi Mahad Zakariye Farah "
        "Bashir Dahir Jama "
        "Ibrahim Ismail Abdiaziz Sahal Ayanle Mustafe",
        "Ali Mohamed Abdi Hassan Warsame Farah Omar Jama Nur Hussein Yusuf Adan Osman Ahmed Gedi Aden Roble Dirie Elmi "
        "Samatar Egal Duale",
        spellings="Faadumo/Fadumo Mohamed/Maxamed Hassan/Xasan Ahmed/Axmed Abdi/Cabdi Ali/Cali Hussein/Xuseen "
        "Omar/Cumar Caasho/Aisha Xaawo/Hawa Halimo/Halima Ruqiya/Rukia Yusuf/Yuusuf Abdirahman/Cabdiraxmaan "
        "Nur/Noor Mustafe/Mustafa Jama/Jaamac Zakariye/Zakaria Khadra/Qadra",
        short="Abdirahman/Abdi Mohamed/Moha Abdullahi/Abdulla Faadumo/Fadu Zakariye/Zaki",
        twins="Hassan/Hussein Hodan/Hodo Ifrah/Isra Amal/Amina Ayaan/Ayanna Liban/Liya Sahra/Sabra Najma/Nasma",
        fathers_names=True,
    ),
    _culture(
        "Yoruba",
        "Temitope Oluwaseyi Folasade Yetunde Ayomide Titilayo Bolanle Oluwakemi Simisola Damilola Omolara "
        "Adunni Morenike "
        "Oyinkansola Abimbola Modupe Ronke Funmilayo Bisola Tiwalade Ibukun Adeola",
        "Oluwaseun Babatunde Adebayo Olamide Adewale Oluwafemi Oluwatobi Ayodele Kayode Segun Olayinka Abayomi Gbenga "
        "Damilare Akintunde Tunde Oluwadamilare Tolulope Adekunle Rotimi Bamidele Olumide",
        "Adeyemi Ogunleye Adebayo Akintola Oyelaran Balogun Adesanya Ojo Olatunji Afolabi Bankole Fashola Ogunbanjo "
        "Adegoke Oladipo Akinwande Oyebanji Sowande Alabi Odukoya Olaniyan Ajayi",
        spellings="Folasade/Folashade Oluwaseyi/Oluwasheyi Segun/Shegun Temitope/Temitopeh Titilayo/Titylayo "
        "Simisola/Simishola Abimbola/Abimbolla Sowande/Showande",
        short="Oluwaseun/Seun Oluwafemi/Femi Oluwatobi/Tobi Temitope/Temi Damilola/Dami Folasade/Sade Adebayo/Bayo "
        "Babatunde/Tunde Abayomi/Yomi Ayodele/Dele Olayinka/Yinka Oluwakemi/Kemi Funmilayo/Funmi Adewale/Wale",
        twins="Taiwo/Kehinde Oluwaseun/Oluwaseyi Adeola/Adebola Temitope/Temiloluwa Damilola/Damilare Ayomide/Ayodeji "
        "Bisola/Simisola Olamide/Olumide",
    ),
    _culture(
        "Igbo",
        "Chidinma Adaeze Chiamaka Ifeoma Ngozi Amarachi Nkechi Chioma Uchechi Obiageli Kosisochukwu Ogechi Ezinne "
        "Somtochi Onyinye Nneka Adanna Chinenye Uju Ebere Kamsi Ifunanya",
        "Chukwuemeka Obinna Ifeanyi Nnamdi Kelechi Chinedu Ugochukwu Chibueze Emeka Tochukwu Ikenna Uchenna Kenechukwu "
        "Ebuka Chidi Onyekachi Somtochukwu Chukwudi Ikechukwu Okechukwu Arinze Zikora",
        "Okafor Okeke Eze Nwosu Obi Onyeama Chukwu Nwankwo Okonkwo Igwe Umeh Anyanwu Ibekwe Nnadi Ezeigwe Azikiwe "
        "Mbadiwe Uzoma Onwudiwe Agbaje Ifedi Madu",
        spellings="Chidinma/Chidimma Ezinne/Ezine Ifeoma/Ifioma Uchechi/Uchechy Nwosu/Nwoso Okonkwo/Okonkwoh "
        "Onyinye/Onyinyechi Nkechi/Nkechinyere",
        short="Chukwuemeka/Emeka Chidinma/Dinma Chiamaka/Amaka Ifeoma/Ify Obinna/Obi Ikechukwu/Ike Chinedu/Nedu "
        "Amarachi/Amara Somtochukwu/Somto Ugochukwu/Ugo Uchenna/Uche Chukwudi/Chudi Onyekachi/Kachi",
        twins="Chidinma/Chidiebere Ifeoma/Ifeanyi Chioma/Chinonso Ebere/Ebube Adaeze/Adaobi Nneka/Nkechi "
        "Kelechi/Uchechi "
        "Obinna/Obiora",
    ),
    _culture(
        "Chinese",
        "Xinyi Yutong Jiayi Zihan Meiling Xiaoyan Yifei Siyu Ruoxi Jingyi Wenjing Xuefei Lihua Minghui Yuxuan Jiaxin "
        "Qiuyue Huilin Yanting Shuyi Kexin Peiyu",
        "Haoran Zihao Jiahao Mingze Yichen Junjie Xiaoming Weijie Jianguo Zixuan Tianyu Haoyu Zhihao Bowen "
        "Guowei Jiajun "
        "Kaiwen Yifan Letian Chengyu Ruihan Wenbo",
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Zhu Guo He Lin Gao Luo Zheng Liang Xie Tang",
        spellings="Xiaoming/Xiao_Ming Meiling/Mei_Ling Jiahao/Jia_Hao Xinyi/Xin-Yi Haoran/Hao_Ran Weijie/Wei_Jie "
        "Wenjing/Wen_Jing Yifan/Yi-Fan Siyu/Si_Yu Zihan/Tzu-Han Minghui/Ming_Hui Xuefei/Hsueh-Fei",
        short="Xiaoming/Ming Meiling/Ling Jiahao/Hao Minghui/Hui Weijie/Jie",
        twins="Jiahao/Jiahui Xinyi/Xinyu Yifan/Yifei Zihan/Zihao Mingze/Mingzhe Haoran/Haoyu Jiayi/Jiaqi Siyu/Siyi",
        family_last=False,
    ),
    _culture(
        "Vietnamese",
        "Linh Phuong Thao Trang Huong Ngoc Mai Quynh Thuy Anh Nhi Uyen Hanh Lan Yen Thu Vy Chau Diep Nga Tuyet Khanh",
        "Minh Anh Tuan Hung Khoa Duc Huy Long Quang Nam Phuc Bao Hieu Son Trung Dung Thanh Kien Cuong Tung Vinh Dat",
        "Nguyen Tran Le Pham Hoang Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Dinh Truong Lam Mai Trinh Cao Doan",
        spellings="Linh/Lynh Phuong/Phương Thuy/Thùy Huong/Hương Duc/Đức Tuan/Tuấn Hung/Hùng Quynh/Quỳnh Ngoc/Ngọc "
        "Nguyen/Nguyễn Tran/Trần Pham/Phạm Dang/Đặng",
        short="Phuong/Phi Khanh/Kay Thanh/Than",
        twins="Linh/Minh Thu/Thuy Lan/Loan Hung/Huong Nam/Nga Tuan/Tung Mai/Mi Duc/Dung",
        family_last=False,
        added=("Thi", "Van"),
    ),
    _culture(
        "Turkish",
        "Zeynep Elif Ayşe Defne Merve Büşra Esra Selin Ceren Yağmur Gülşen Emine Hatice Azra Ecrin Nehir Şevval Melike "
        "İrem Tuğba Özlem Çiğdem",
        "Mehmet Mustafa Emre Yusuf Ömer Kerem Berat Eren Burak Furkan Yiğit Oğuz Hakan Çağrı Kaan İbrahim Enes Arda "
        "Serkan Barış Tolga Uğur",
        "Yılmaz Kaya Demir Çelik Şahin Öztürk Aydın Arslan Doğan Koç Kurt Özdemir Şimşek Polat Güneş Yıldırım Aksoy "
        "Taşkın Erdoğdu Karaca Bulut Çetinkaya",
        spellings="Mehmet/Mehmed Ayşe/Ayshe Şahin/Shahin Zeynep/Zaynep Yusuf/Yousuf Hatice/Hatije Ömer/Omer "
        "İbrahim/Ibrahim "
        "Büşra/Bushra Çelik/Chelik Emine/Amine Oğuz/Oguz",
        short="Mehmet/Memo Mustafa/Musti İbrahim/Ibo Zeynep/Zeyno Furkan/Furki Ayşe/Ayşegül",
        twins="Eren/Emre Elif/Ela Kaan/Hakan Enes/Eren Selin/Selen Ceren/Ceyda Arda/Ardıl Esra/Esma",
    ),
    _culture(
        "Kurdish",
        "Rojin Berivan Zilan Hevin Dilan Shilan Evin Zelal Avin Jiyan Nazdar Chiman Rezan Sozan Viyan Lana Shno Tara "
        "Hêlîn Xezal Rojda Gulistan",
        "Baran Azad Rebin Sirwan Diyar Hogir Zagros Miran Karwan Soran Heval Rojhat Ciwan Aram Dilovan Serbest Bawer "
        "Hiwa Rekar Shwan Welat Zana",
        "Barzani Hassan Karim Rashid Ahmad Hama Amin Talabani Aziz Jaff Mahmood Salih Kaya Demirtas Zebari Botani "
        "Hawrami Rostami Sharifi Doski Surchi Bradosti",
        spellings="Rojin/Rozhin Shilan/Shylan Sirwan/Shirwan Zilan/Zeelan Xezal/Ghazal Hêlîn/Helin Ciwan/Jwan "
        "Chiman/Çiman Rebin/Rebeen Hassan/Hesen Karim/Kerim Jiyan/Zhiyan",
        short="Berivan/Beri Dilovan/Dilo Gulistan/Gule Rojhat/Roj",
        twins="Rojin/Rojda Baran/Aram Dilan/Zilan Evin/Avin Soran/Sozan Rebin/Rekar Shilan/Dilan Hevin/Helin",
    ),
    _culture(
        "Traveller",
        "Margaret Bridget Kathleen Chantelle Winifred Nora Loveday Shantel Mizelli Violet Britannia Philomena Julieann "
        "Mary-Ann Cinderella Elvira Rosanna Ocean Savannah Concetta Paloma Cassandra",
        "Patrick Michael Jim-Bob Levi Manfri Riley Elvis Nelson Hughie Miley John-Boy Tyrone Righteous Bartley Simey "
        "Johnny Romeo Florin Rocco Sampson Nathan Goliath",
        "McDonagh Ward Cash Connors Stokes Boswell Lee Smith Loveridge Cooper Doran Maughan Price Buckland Lovell "
        "Quilligan Stănescu Lakatos Ciurar Rostas Mihai Lacatus",
        spellings="Kathleen/Cathleen Chantelle/Shantelle Shantel/Chantel Mizelli/Mizeli Bridget/Brigid Bartley/Bartly "
        "Jim-Bob/Jimbob Mary-Ann/Maryann John-Boy/Johnboy Philomena/Filomena Savannah/Savanna Hughie/Hughey",
        short="Margaret/Maggie Patrick/Paddy Michael/Mikey Bridget/Bridie Kathleen/Kathy Winifred/Winnie Nathan/Nate "
        "Philomena/Mena Cassandra/Cassie",
        twins="Levi/Riley Nora/Cora Miley/Riley Rosanna/Roseanne Ocean/Oceana Shantel/Chantelle Julieann/Maryann "
        "Romeo/Rocco",
    ),
)
