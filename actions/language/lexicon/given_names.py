"""Given names borne in Denmark, old and new, from all the places that Danes come from.

For minutes whose head names nobody. Names that are everyday words as well ("Maj", "Mark", "Storm",
"Rose") are left out: such a name is known where the meeting lists its people, or where it does
something. Surnames are not here; they follow from the given name before them.
"""

from __future__ import annotations

from actions.language.patterns import listed as _words

GIVEN_NAMES = frozenset(
    _words(
        """
        abdi abdul abdulahi abdullah abel abelone ada adam adel adele adeline adem adnan adrian ady
        afaf agner agnes agnete ahmad ahmed ahmet aida aisha akram aksel aladdin alan albert alberte
        aleksander aleksandra alex alexander alexandra alf alfred ali alice alicia aliza allan alma
        alva alvin alaa amalie aman amanda amar ambrosius amer amina amine amir amira amjad amy ana
        anas anastasia anders andersine andrea andreas andrej andrew andrzej ane aneta anett anette
        angela angelica angelina anica anika anina anine anis anita anja anjum ann anna annabel
        annabell annalise anne annegrethe annelene annelise annemarie annemette annesofie annette
        anni annie annika anny anouk ansgar anthon anthony anton antonella antonia antonina antonio
        anya apollonia arash arben arda arend ariana arif arild arkadiusz arman armin arne arnela
        arnfinn arnold arnt aron arsim arthur artur arvid arzu asbjørn asgeir asger asgerd ashraf
        asim aske aslan asmus asmaa assad asta astrid asya athar atle audrey augusta augustin
        augustinus axel ayan ayana ayesha ayfer ayhan ayla ayse aysel aysha aytac azad aziz aziza
        azra bahar bahman baldur barbara barbro bartosz bashir basim basma batoul bayram beata beate
        beathe beatrice behrouz bekir belal belinda benedicte benedikte bengt benita benjamin
        bennedikte benny bent bente berat berit bernadette bernd bernhard bernt berrin berta bertel
        bertha berthe bertil bertram betina betsy bettina betty beyza bibi bilal birger birgit
        birgith birgitta birgitte birte birtha birthe bitten bjarke bjarne bjarni bjørg bjørn blerim
        bo bodil bogdan boris borys brian brigitte brit brita britt britta brittany bruno bryndis
        buket burak burhan børge bülent cagla camilla canan carina carit carl carla carlo carlos
        carmen carol carola carolina caroline carsten cassandra catarina caterina catharina
        catherine cathrin cathrine cato cecilia cecilie celeste celina celine cem cemal cenk ceren
        chanette chantal charlie charlott charlotte chresten chris christa christel christen
        christence christian christiane christina christine christoffer christoph christopher cilie
        cilla cille cindy claes claire clara clas claudia claus clemens clement clemmen connie conny
        conrad constance cornelia cornelius curt cynthia czeslaw dagmar dagny daisy dan dana daniel
        daniela danielle danijela danish danny danuta daria darin dariusz darko dave david davud
        deniz dennis derya desiree dewi diana didde diego dijana dilan dilara dilek dimitri dina
        dino dirk ditlev ditte djamila dogan dolly dominik donald donna dora dorete doris dorit
        dorota dorte dorthe dorthea dorthy dragan dragana dunja dursun dusan dylan dzenan ea ebba
        ebbe ebru eddie eddy edel edin edina edith edmund edvard edwin egil egon eigil eik eileen
        einar einer eja ejgil ejgild ejler ejnar ejner ejvind ekrem elena eleonora elfrede eli elias
        elif elin elina eline elinor elisa elisabet elisabeth elise eliza ella elle ellen ellinor
        elly elma elmer elna elo elona elsa else elsebet elsebeth elsemarie elva elvin elvira elvis
        emel emil emile emilia emilie emily emin emina emine emir emma emmanuel emmeline emmely
        emmerik emmy emre ender engin enid enis enver erdal erhan erhard eric erica erik erika erina
        erkan erling erna ernst esben esin esma esmeralda espen essa ester esther ethem eugen
        eugenie eva evald eve evelina evelyn evy ewa eyvind ezgi fabian fadi fadia fadila fadime
        fahad faisal faiza fanny farah farhad farhan farhia farid farida faris faruk farzad fatemeh
        fathi fatih fatima fatime fatma fatmata fatme fatos fatoumata fatuma fawzia felicia felix
        ferdinand ferhat fikret filip filippa filiz finja finn finnur fiona firas flemming florence
        florian folke folmer frances francesca francis francisco frank franka franz fred freddie
        freddy frede frederik frederikke frej freja freya frida frits fritz frode fuat funda furkan
        fynn gabriel gabriela gabriella gabrielle gamze ganesh gazi geert georg george georgina
        gerald gerd gerda gerhard gerner gerry gert gertrud ghassan ghazala gideon gilbert gina
        ginette gisela gitta gitte giulia gladys glenn golnaz gordana gorm graham greta grete
        gretelil grethe gry grzegorz gudmund gudrun gulcan gulsen gunda gunes gunhild guni gunnar
        gunner gunnhild gunver gunvor gurli gurpreet gustav gwen gyda gyrith gökhan gülay gülcan
        hadi hafsa haider hajar hakan hakon hala haldis halfdan halima halina halvor hamid hamida
        hamza hana hanan hani hanna hannah hannan hanne hannelore hannibal hans hanspeter harald
        hardy harriet harris harry hartvig hasan hashim hasna hassan hasse hatice hauke haval hayat
        hedda hedvig hege heidi heike hein heine heini heinrich heinz hekla helen helena helene
        helga helge helin hella helle hellen helmer helmut helmuth henna henning henny henri
        henriette henrik henry herbert herdis herluf herman hermann hermod herta hiba hikmat hikmet
        hilal hilda hildegard hildur hilmar hjalmar hjalte hjørdis hodan holger horst hristo hubert
        hugo hulda humera husein huseyin husna hussein hyacinth høgni håkan håkon hüseyin ib iben
        ibrahim ibtisam ida idil idris ifrah ignacio igor ihsan ilham ilir ilma ilona ilse iman
        imran ina indira inez inga inge ingeborg ingegerd ingelill ingelis ingelise inger ingerlise
        ingermarie ingolf ingolv ingrid ingvar ingvard ingvild inna ioana iqra iram iren irena irene
        irfan irina iris irma isa isabel isabell isabella isabelle isak isam ishak isidora isik
        ismael ismail ismet issa ivan ivana iver ivone ivonne iwona izabela izel jabir jacek jack
        jackie jacob jacqueline jaffar jakob jaleh jalil jamal jamel james jamie jamila jamilla jan
        jana jane janet janette janice janie janina janine janna janne jannet janni jannich jannick
        jannie jannik jannike janny janus janusz jarl jarle jaroslaw jasmin jasmina jasmine jason
        jasper javed javier jawad jean jeanet jeanett jeanette jeanie jeanne jeannette jeff jelena
        jemima jenna jenni jennie jennifer jenny jens jeppe jeremias jerome jerry jerzy jesper jesse
        jessica jessie jette jim jimmi jimmy joachim joakim joan joanna joel johan johann johanna
        johanne johannes john johnni johnny jolanta jon jona jonas jonatan jonathan joni jonna jonny
        jorgen jorunn jose josef josefine joseph josephine joshua josip jossi jozef juan judith judy
        julia julian juliana juliane julianna julie juliette julius jurgen justin justyna jutta
        jytta jytte jørgen jørn jørund jürgen kadir kai kaj kaja kajsa kalle kamal kamil kamila
        kamilla kamille kamma kamran kani karam karel karen karin karina karine karis karita karl
        karla karlo karna karol karolina karoline karsten karzan kasia kaspar kasper kassem kasun
        katarzyna kate katerina katharina katharine kathe katherine kathja kathleen kathrin kathrine
        kathy kati katia katina katinka katja katrin katrina katrine kaya kazim keld kelly kemal
        kenan kenn kenneth kenni kenny kent kerim kerly kerry kerstin ketty kevin khadija khadra
        khaled khalid khalil kian kidde kiki kim kimberly kimie kimmie kira kirsa kirsten kirstin
        kirstine kitt kitte kitty kjartan kjeld kjell klara klaudia klaus klavs knud koray korhan
        kornelius kresten krestian krestine kris krista kristel kristen kristian kristiane kristina
        kristine kristjan kristof kristoffer krystyna krzysztof kubra kuno kurt kåre ladan laila
        lajla lakshmi lamia lana lara larissa lars larsine lasse latif latifa laue lauge laura
        laurent laurette laurids laurits lauritz laust lavinia lea leah leander leena leif leila
        lejla lela lena lene lenette leni lennart leo leon leona leonard leonardo leonhard leonora
        lera leslie leszek lewis leyla lian liban lidia lil lila lili lilian liliana lillan lilli
        lillian lilly lily lina linda line linea linette linn linnea lino linus lioba lis lisa
        lisanne lisbet lisbeth lise liselotte liss lisselotte lissi lissie lissy lisy liv liva liz
        liza lizette lizzi lizzie ljiljana lola lona lone lonnie lonny lora lorena lorens lorentz
        lorenz loris lotta lotte louie louis louisa louise lovisa lubna lucas lucca lucia lucie lucy
        ludmila ludvig luis luisa lukas lukasz luke lulu luna lutfi lydia lykke lynn lærke mabel
        maciej madelaine madeleine madleine mads madsine magda magdalena magnhild magni magnus maha
        mahad mahdi maher mahmood mahmoud mahmut maia maibrit maibritt maiken maise maja majbrit
        majbritt majda majid majken majse maks maksim malak malek malene malgorzata malik malin
        malina malinda malka malle malou malte malthe mandy manfred manja manjit manon mansour
        manuel manuela manuella mara marcel marcin marco marcus mareike marek maren margaret
        margareta margarete margaretha margarethe margarita margit margot margret margrete margrethe
        margrit mari maria mariam mariama mariana mariane marianna marianne marie mariella marielle
        marija marijana marika mario marion maris marissa marit marita marius mariusz marko markus
        marlene marlon marna marta martha marthe marti martin martina martine marwa marwan mary
        maryam maryan mascha masja masoud mathea mathias mathies mathilda mathilde mathis matilda
        matilde mats matt matthew matthias matthæus mattias maud maurice mauritz max maxim
        maximilian maya maybritt mazen mehdi mehmet melanie melek melika melina melinda melis
        melissa melitta melvin merete merethe merle mersiha meryem mesut meta mette mevlüt mia mica
        micha michael michaela michal micheal michel michele michella michelle mick mickey mie mies
        mihaela mikael mikaela mikala mike mikkel mikkeline mikki mikko mikolaj milad milan milena
        milica mille millie milo mimi mina mindy minna mira miranda mireille mirela mirella miriam
        mirjam mirjana mirko miroslav miroslaw mirsad mirza misbah misja mitra mitzi mogens mohamad
        mohamed mohammad mohammed mohamud mohsen moin molly mona monica monika monir monira mons
        morten moses mostafa mouna mubarak muhamed muhamet muhammad muhammed muhsin muna munir
        munira murad murat mursal musa mustafa mustapha mylle myriam myrna märtha nabil nada nadeem
        nader nadia nadir nadja naima naja najat najib najla najma nana nancy nanda nanette nanna
        nanny naomi nasim nasir nasra nasrin nassim natacha natalia natalie natalija natasa natasha
        natasja nathalie nathan navid nawal nazan nazar nazli nebojsa necla nedim neel neela neema
        neil neira nejla nelli nellie nelly nenad neriman nermin nermina nesrin neven nevin nia
        nichlas nicholas nick nickie nicklas nicky nico nicola nicolai nicolaj nicolas nicole
        nicolette nicoline niels nielsine nihad nik nikita niklas niko nikola nikolai nikolaj
        nikolas nikoline nils nilufar nima nimo nina ninna ninni nis nivi niya noa noah noel noomi
        noor nora norah norbert noreen norma norman nour noura nuka nur nura nuran nuray nurcan
        nurgül nurten nynne oda odd oddny odin ofelia okan oktay olaf olav ole olea oleg oleksandr
        olena olesia olfert olga olina oline oliver olivia olivier oliwia olof oluf omar omer omran
        onur orhan orla osama oscar oskar osman osmund osvald oswald othilia otilia otto ottoline
        ove oxana oya ozan ozlem pablo palle paloma pamela parisa parvin parwin patricia patrick
        patrik patrycja paul paula pauli paulina pauline paulo pavel pawel peder peer peggy pelle
        per perle pernelle pernille perry pervin peter petra petrea petrine petronella petur phil
        philip philippa phillip pia pierre piotr pirjo polina polly poul poula pouli pouline preben
        priscilla priya prudence przemyslaw rabia rabih rachel rada radmila radoslaw radovan rafael
        rafal rafi ragna ragnar ragnhild rahel rahim rahima raid raimund rajan rajesh rakel ralf
        ralph ramazan rami ramin ramon ramona ramzi rana randi rania ranja ranveig raoul rasha
        rashid rashida rasmine rasmus raul ravi raymond razan rebecca rebecka rebekka recep reem
        refik regin regina regine regitse regitze reidar reidun reinhard reinhold reinholt rejhan
        remzi rena renata renate rene renee renna renny resul reza rhea ria ricardo ricco richard
        rick rico rigmor rihab rijad rikard rikke rima rina risto rita riyad riza rizwan roald roar
        rob robert roberta roberto robin rodja roger roland rolf roman romana romeo ron rona ronald
        ronja ronni ronnie ronny rosa rosalia rosanna rosemarie roshan rosita rosmarie rowan roya
        roza ruba ruben rudi rudolf rudy rukiye runa runar rune runi russell rut ruth ruzica ryan
        røskva saba sabah sabahat sabin sabina sabine sabri sabrina sadaf saddam sadik sadiya safa
        safet saffi safia sahar sahra said saida saif sakina salah salem salih salim salima salina
        sally salma salman salome saloua sam samad saman samantha samar samara sami samia samina
        samir samira samuel sandi sandie sandra sandrine sandy sania sanita sanjin sanna sanne sanni
        sara sarah sarita sasa sascha sasja satu sean sebahat sebastian selda selim selin selina
        selma semih semra senad senada serap serdar sergej sergio serkan serpil sevda sevgi sevil
        sevim seyit shaban shabana shadi shafiq shahid shahin shahla shahram shaima shakira shamim
        shamsa sharif sharon shayan sheila sherin shila shirin shirley shukri shukria siar sibel
        sidsel sif siff sigbrit sigfred sigga signe signy sigrid sigrun sigurd sila silas silja
        silje silke sille silva silvana silvia silviya simeon simon simona simone sinan sindri sine
        sinem sinja sinne siri sirid siv siw sixten slavica slawomir snezana snorre sofia sofie
        sofus sofía soheil solange solfrid solveig solvej sonia sonja sonny sonya sophia sophie
        soraya soren sosin soufian spyros stanislaw stanley steen stefan stefania stefanie steffen
        stella sten stephan stephanie stephen steve steven stig stina stine stinne stojan sture suad
        suada sue sufian suhair sulejman suleyman sumaya sune sunniva susan susana susann susanna
        susanne susi susie suzan suzana suzanne suzette svante svea svein sven svend svenja svenn
        svenning sverri svetlana sybil sylvest sylvester sylvia synne synnøve szymon søren sørine
        saad tage taha taher tahir talia tamam tamara tamer tamim tania tanita tanja tara tarek
        tarik tariq tarja tasnim tatiana tatjana tayfun taylor tea ted teddy tekla tenna teodor
        teresa terese terje terkel terry tesfaye tessa thaddæus thais thea theis thelma theo theodor
        theodora theresa therese therkel thilde thilo thina thinh thit thobias thom thomas thomasine
        thor thora thorben thorbjørn thord thore thorgerd thorhild thorild thorkel thorkil thorkild
        thorlak thorleif thormod thorstein thorsten thorunn thorvald thue thuva thyge thyra thøger
        tiago tibor tilda tilde tilla tim timm timmi timo timothy tina tine tineke tini tinna tinne
        tino tiril tiyam tobias tobiasz toke tolga tom tomas tomasz tommi tommy toni tonja tonje
        tonni tonny tony torben torbjørn tord tore torgny torgunn torhild toril torill torkil
        torkild torleif torstein torsten torunn torvald toste tova tove tracy traudel trine troels
        trond trudy truels trygve tuba tue tuncay tuncer turid tuva tyge tyra tyrone tøger tønnes
        uffe ugur ulf ulfert ulla ulrich ulrik ulrika ulrikka ulrikke umar ummi umut unni ursula
        usama usha usman ute uwe vaclav vagn vahid valborg valdemar valentin valentina valentino
        valerie valgerd vanessa vanja vanna vasil vedat vedran veli velimir venla vera veronica
        veronika vesla vesna vibe vibeke vibekke vicki vicky victor victoria vidar vigand vigga
        viggo vigo vijay viki vikki viktor viktoria vilfred vilhelm vilhelmine villads villy vilma
        vincent vinni vinnie violeta virginia vita vitalij vitta vittus vivi vivian viviane viviann
        vivianne vivienne vivika vladan vladimir volker volmer vuk wael wafa wagn wahid waldemar
        walid walter waltraud wanda warsame wayne wenche wencke wendy wera werner wictor widad
        wiebke wiggo wilfred wilhelm willads william willie willum willy wilma winni winnie winston
        wisam witold wiveca wivi wladyslaw wojciech wolfgang xander xenia yael yahya yakup yana
        yannick yara yarden yaren yasar yasemin yaser yashar yasin yasir yasmin yasmina yasmine
        yasser yassin yassir yavuz yehia yeliz yildiz yilmaz yitzhak ylva yngve yoko yolanda yosef
        younes yousef yousra youssef yrsa yunus yurdagül yuri yusra yusuf yusup yvette yvonne zabi
        zafer zahara zahir zahra zaid zaida zainab zakaria zakariya zaki zakia zan zana zara zarina
        zbigniew zdenka zebastian zehra zeinab zejnab zekeriya zelal zeliha zenia zenna zerina
        zeynab zeynep zia ziad ziba zina zita ziya zlatan zoe zofia zohra zoran zorica zuhal zuhra
        zuleyha zulfiqar zuzana æbbe øjvind ørjan øyvind aage åge åke åsa aase åse åshild åsmund
        zübeyde ömer özcan özge özgür özlem ümit ünal
        """
    )
)
