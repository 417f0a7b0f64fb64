"""Words by which positions, organisations and schools are known, folded, in the languages of résumés."""

from app.documents.entry_bodies import BODIES
from app.documents.entry_trades import TRADES

_ROLES = (
    "abogada abogado abteilungsleiter accountant actor actress adjoint adjointe admin administrateur administrativa "
    "administrativo administrator adviser adviseur advisor advocaat advogada advogado agent agente aide "
    "aide-soignant aide-soignante albanil altenpfleger altenpflegerin alternant alternante aluno analista analyst "
    "analyste animateur animator animatrice anthropologist apprendista apprenti apprentice apprentie aprendiz "
    "architect architecte archivist artist arts arzt arzthelferin arztin asesor asesora asistente assessor assistant "
    "assistante assistent assistente assistentin assistenz associate atendente attorney auditeur auditor auditrice "
    "aushilfe aushilfskraft auszubildende auszubildender author autista autonoma autonomo auxiliar avocat avocate "
    "avvocato ayudante baker barber barista barrister bartender bauleiter becaria becario bedrijfsleider begeleider "
    "begeleidster beheerder beleidsmedewerker benevole berater beraterin bestuurslid betreuer betreuerin biologist "
    "boekhouder boer bolseira bolseiro boulanger broker buchhalter buchhalterin builder butcher buyer caissier "
    "caissiere cajera cajero camarera camarero cameriera cameriere captain caregiver carer caretaker carpenter "
    "carpintero cashier ceo cfo chair chairman chairwoman charge chargee chauffeur chef chefe cheffe chemist "
    "chercheur chercheuse choreographer cio cleaner clerk co-founder coach cocinera cocinero cofounder colonel "
    "commander commerciale commessa commesso composer compositor comptable concierge conducteur conductor conductora "
    "conductrice conseiller conseillere consulent consultant consultante consultor consultora contabile contabilista "
    "contable contador contadora contractor controller controllerin coo cook coordenador coordenadora coordinador "
    "coordinadora coordinateur coordinator coordinatore coordinatrice copywriter corporal counsel counselor "
    "cozinheira cozinheiro cto cuisinier cuisiniere cuoca cuoco curator dachdecker dancer dentist dependienta "
    "dependiente desarrollador desarrolladora desenhador desenhadora desenvolvedor desenvolvedora designer detective "
    "developer developpeur developpeurs developpeuse devops dietitian directeur director directora directrice "
    "diretor diretora direttore direttrice disenador disenadora dispatcher disponent disponentin docent docente "
    "doctor doctorant doctorante doktorand doktorandin dolmetscher dolmetscherin dozent dozentin drafter draftsman "
    "driver ecologist economist editor educador educadora educateur educator educatrice eigenaar einkaufer "
    "einkauferin electrician electricien electricienne electricista elektricien elektriker elektroniker "
    "elektronikerin eletricista elettricista employe employee empregada empregado encargada encargado encarregado "
    "enfermeira enfermeiro enfermera enfermero engenheira engenheiro engineer enseignant enseignante entraineur "
    "entwickler entwicklerin erzieher erzieherin estagiaria estagiario estimator evaluator examiner executive "
    "fachfrau fachkraft fachmann facilitator fahrer fahrerin farmaceutica farmaceutico farmer fellow filialleiter "
    "filialleiterin firefighter fisherman fitter florist fondateur fondatrice fontanero foreman forester formador "
    "formadora formateur formatrice forscher forscherin founder freelancer freiberufler freiberuflerin fundador "
    "fundadora gardener gartner gartnerin geologist gerante gerente geschaftsfuhrer geschaftsfuhrerin geselle "
    "gesellin gestalter gestalterin gestionnaire gestor gestora giornalista grafiker grafikerin graphiste grunder "
    "grunderin guard guide hairdresser handler handyman head hebamme helper hilfskraft historian hostess housekeeper "
    "hygienist idraulico illustrator impiegata impiegato independant independante industriemechaniker infermiera "
    "infermiere infirmier infirmiere ingegnere ingeniera ingeniero ingenieur ingenieure ingenieurin inhaber "
    "inhaberin insegnante inspector installer instituteur instructor intercedent intern internship interprete "
    "interpreter investigador investigadora investigator janitor jefa jefe jornalista journalist journalistin judge "
    "jurist juriste juristin kassamedewerker kassierer kassiererin kauffrau kaufmann keeper klempner koch kochin kok "
    "krankenpfleger krankenschwester kuchenchef laborer labourer lagerist landscaper landwirt landwirtin lasser "
    "lawyer lead leader lecturer leerkracht lehrer lehrerin leiter leiterin leraar lerares librarian licenciado "
    "lieutenant lifeguard linguist livreur livreuse lkw-fahrer locksmith loodgieter machinist macon maestra maestro "
    "maintainer maler manager maquettiste marketer mason mathematician maurer mecanicien mecanicienne mecanico "
    "meccanico mechanic mechaniker mechatroniker mechatronikerin medecin medewerker medic medica medico meister "
    "meisterin member mentor mentorin menuisier merchandiser merchant metselaar midwife miner mitarbeiter "
    "mitarbeiterin moniteur monitora monitrice monteur motorista muratore musician nanny negotiator notaire notar "
    "notaris nurse nutritionist oberarzt obrero officer onderwijzer onderzoeker ontwerper ontwikkelaar operador "
    "operadora operaia operaio operaria operario operator optician optometrist organiser organizer ouvrier ouvriere "
    "owner packer padagoge padagogin painter paralegal paramedic paraprofessional partner pastor patissier pedreiro "
    "penningmeester peon periodista personeelsconsulent pesquisador pesquisadora pflegefachfrau pflegefachkraft "
    "pflegefachmann pfleger pflegerin pharmacist phlebotomist photographer physician physicist physiotherapist "
    "picker pilot planner plasterer plombier plumber polier porter post-doctorant postdoc postdoctoral postman "
    "practicante practitioner praktikant praktikantin president presidente priest principal printer producer "
    "profesor profesora professeur professeure professor professora professorin progettista programador programadora "
    "programmer programmeur projectleider projektleiter projektleiterin prokurist prokuristin promovendus "
    "proofreader prosecutor psychologist radiographer ranger rececionista recepcionista receptionist rechter "
    "rechtsanwalt rechtsanwaltin recruiter redacteur redactor redactora redactrice redakteur redakteurin referendar "
    "referendarin referent referentin registrar repartidor reporter representative researcher responsabile "
    "responsable reviewer ricercatore ricercatrice richter richterin rigger roofer sachbearbeiter sachbearbeiterin "
    "sage-femme sailor salesperson scaffolder schichtleiter schilder schlosser scholar schreiner schweisser "
    "scientist seamstress secretaire secretaresse secretaria secretario secretary sekretar sekretarin selbststandig "
    "sergeant serveur serveuse singer socia socio sociologist soldador soldier solicitor sommelier sonographer "
    "soudeur sozialarbeiter sozialarbeiterin specialist spokesperson sre staff stagiair stagiaire stagista "
    "standardiste statistician steuerberater steuerfachangestellte steward stewardess stocker strategist student "
    "studienrat stylist subdirector subdirectora superintendent supervisor supervisora surgeon surveyor sviluppatore "
    "tailor taxidermist teacher teamleider teamleiter teamleiterin technician technicien technicienne techniker "
    "technikerin technologist tecnica tecnico teller tester therapist tiler timmerman tirocinante tischler titolare "
    "tolk trabajador trabajadora trader traducteur traductor traductora traductrice tradutor tradutora traduttore "
    "traduttrice trainee trainer trainerin tramper translator treasurer tresorier tresoriere trucker tutor tutorin "
    "typist ubersetzer ubersetzerin underwriter usher valet vendedor vendedora vendeur vendeuse vennoot verkaufer "
    "verkauferin verkoopster verkoper verpleegkundige vertaler vertreter vertreterin verzorgende veterinarian "
    "volontar volontaria volontarin volontario voluntaria voluntario volunteer voorzitter vormgever vorstand vp "
    "vrijwilliger vrijwilligster waiter waitress waitstaff warden warehouseman webmaster welder werkstudent "
    "werkstudentin werkzeugmechaniker winkelmedewerker wissenschaftler wissenschaftlerin worker writer zelfstandige "
    "zimmermann zzp'er "
)
_ROLE_ENDINGS = (
    "adviseur angestellte angestellter assistent assistentin assistenz begeleider begleiter beheerder berater "
    "beraterin berechner consulent entwickler entwicklerin fachkraft fahrer forscher fuhrer fuhrerin helfer "
    "helferin ingenieur ingenieurin kauffrau kaufmann kraft lehrer lehrerin leider leiter leiterin manager "
    "mechaniker mechanikerin medewerker meister meisterin mitarbeiterin monteur ontwikkelaar padagoge padagogin "
    "pfleger pflegerin leitung arzt arztin bauer arbeiter arbeiterin wirt wirtin therapeut lehrling architekt "
    "architektin direktor direktorin informatiker begleitung verwalter redaktion docent docente leraar machinist "
    "koerier verzorger verzorgende chauffeur directeur leidster medewerkster bezorger worker keeper maker "
    "praktikant praktikantin redakteur redakteurin sachbearbeiter sachbearbeiterin schlosser schwester specialist "
    "techniker technikerin therapeutin verkaufer verkauferin verpleegkundige vertreter volontar "
)
_ORGANISATIONS = (
    "a.s a/s ab abn academy accenture adobe aerospace ag ag&co agency airbnb airbus airline airlines airways aldi "
    "allianz amazon aor apotheke apple aps architects archiv army as asa asml asociacion associacao association "
    "assurances atelier auchan audi authority automotive aviation ayuntamiento b.v backerei bakery bakkerij banco "
    "bank banque bar battalion bbva betrieb bezirksamt bhd biotech bistro bmw board boeing bosch bradesco brasserie "
    "brigade broadcasting builders bureau bv cabinet cafe caisse caixa camara capgemini capital carrefour cc center "
    "centre cern charity chemicals church cisco clinic clinica clinique club co cognizant college commission "
    "communications company construction consulting contractors corp corporation corps costco council court cv d.o.o "
    "daimler dairy danone dell deloitte department developers dhl digital doo drogaria e.k e.v ecole edeka edicoes "
    "editions editora editorial edp eg ehf eireli electric electrical embassy embraer empresa energy engineering "
    "enterprises entertainment entreprise epfl ericsson escola escuela estates eth etude ey facebook fachhochschule "
    "factory facultad faculte farm farmacia farms federation fedex films fondation foods force foundation freight "
    "fundacao fundacion gallery galp games gbr gemeente global gmbh google gov government grill group gymnasium "
    "headquarters heineken hf hitachi hochschule holding holdings honda hopital hospital hotel housing hp "
    "huisartsenpraktijk iberdrola ibm ikea inc inditex industries infosys ing inn institut institute instituto "
    "insurance intel interactive international itau k.k kanzlei kfc kft kg kgaa kirche kitchen klinikum kpmg "
    "krankenhaus lab laboratories laboratory labs landkreis landratsamt lda library lidl limited linkedin llc llp "
    "logistics lp ltd ltda lyceum lyft maatschap mairie manufacturing marine market mbh mcdonald's media mercadona "
    "meta michelin microsoft mill mines mining ministere ministerio ministerium ministry mit motors museum music "
    "mutual n.v nasa natura navy nestle netflix networks newspaper ngo nokia nv nvidia oao office ohg ooo opera "
    "oracle orange orchestra oy oyj panasonic parliament partners petrobras peugeot pfarrei pharma pharmaceuticals "
    "pharmacy philips pictures plant plc police politecnico polytechnic porsche post power praxis press products "
    "properties pt pte pty pub publishers publishing pvt pwc rabobank radio rail railway railways realty records "
    "regiment renault repsol research-centre restaurant restaurante rewe ristorante s.a s.a.s s.c s.l s.l.u s.p.a "
    "s.r.l sa sainsbury's salesforce samsung santander sap sarl sas school scuola se seguros services shipping shop "
    "siemens sindicato sl sociedade societe society software solutions sonae sony sp spa spotify spzoo srl stadt "
    "stadtarchiv stadtverwaltung starbucks startup steel stichting stiftung store stores studio studios subway "
    "supermarket supermarkets systems target tbk tcs technologies telecom telecommunications telefonica telekom "
    "tesco tesla thales theater theatre times toyota transport trattoria tribunal trucking trust tu tv twitter uber "
    "ucla ug unilever union unipessoal universidad universidade universita universitat universitatsklinikum "
    "universite universiteit university ups ventures verband verein vereniging verlag versicherung vodafone vof "
    "volkswagen walmart werkstatt winkel wipro works worldwide z.o.o zao ziekenhuis zrt "
)
_ORGANISATION_ENDINGS = (
    "amt apotheke archiv bank bau bedrijf centrum dienst fabriek gemeinde gesellschaft haus hochschule hotel "
    "kanzlei kasse kliniken klinikum krankenhaus museum praxis schule soft stiftung technologies universitat "
    "verband verein verlag werk werke winkel zentrum ziekenhuis backerei metzgerei schreinerei tischlerei "
    "schlosserei brauerei druckerei gartnerei wascherei konditorei reederei molkerei weberei spinnerei giesserei "
    "bakkerij slagerij brouwerij drukkerij uitgeverij kwekerij gericht kammer verwaltung werkstatt bibliothek "
    "theater orchester klinik hauptstadt ministerium kirche kindergarten heimstatt genossenschaft betrieb betriebe "
    "kantoor bureau instelling vereniging praktijk corporatie onderneming opvang praxen stadtwerke schwimmbad "
    "sparkasse stube "
)
_SCHOOLS = (
    "academia academie academy akademie bachillerato berufsakademie berufsfachschule berufskolleg berufsschule "
    "bezalel bootcamp business-school caltech colegio colegium college collegium conservatoire conservatorio "
    "conservatory daigaku ecole ecole-normale ens epfl escola escuela eth fachhochschule facolta facultad faculte "
    "faculteit gakuin gesamtschule grundschule gymnasium hauptschule hec hochschule hogeschool hogskola hogskolan "
    "iit insa institut institute instituto instituto-superior instituut iscte ist iut kaist kings-college kingsway "
    "kolleg kth liceo lycee lyceum lyzeum mit nit ntnu oberschule politechnika politecnica politecnico politeknik "
    "polytechnic polytechnique preparatoria puc realschule sandhurst school scuola sekolah seminary sixth-form "
    "szkola tu tvet ucla uclm ufrj uned unesp unicamp universidad universidade universita universitas universitat "
    "universite universiteit universitesi universitet universitetet university university-college uniwersytet upm "
    "usp yliopisto институт университет школа جامعة 大学 大學 高校 대학교 "
)
ROLE_WORDS = frozenset(_ROLES.split()) | TRADES
ROLE_ENDINGS = tuple(_ROLE_ENDINGS.split())
# What stands in place of a position while nobody is employed.
_LEAVE = (
    "parental maternity paternity sabbatical elternzeit mutterschutz kinderpause auszeit conge excedencia "
    "ouderschapsverlof licenca pausa career-break arbeitsuchend arbeitssuchend arbeitslos jobsuche sabbatjahr "
    "pflegezeit unemployed desempleo chomage werkloos desempregado desempregada"
)
LEAVE_WORDS = frozenset(_LEAVE.split())
ORGANISATION_WORDS = frozenset(_ORGANISATIONS.split()) | BODIES
ORGANISATION_ENDINGS = tuple(_ORGANISATION_ENDINGS.split())
SCHOOL_WORDS = frozenset(_SCHOOLS.split())
SCHOOL_ENDINGS = (
    "universitat",
    "hochschule",
    "schulzentrum",
    "gymnasium",
    "schule",
    "kolleg",
    "akademie",
    "大学",
    "大學",
    "学院",
    "高校",
)
# Words of organisations that as often name a field of work: they count at the end only ("Allied Systems").
_FIELDS = (
    "software systems technologies technology solutions services digital media design engineering construction "
    "marine "
    "electrical electric power energy networks consulting research research-centre logistics transport freight "
    "rail "
    "shipping automotive aerospace aviation mining insurance pharma chemicals market stores store shop retail "
    "telecommunications communications interactive games entertainment film music manufacturing plant products "
    "international global worldwide industries department team group centre center bank restaurant hotel kitchen "
    "bar "
    "pharmacy hospital library church school police court union club press board office farm dairy estates "
    "properties "
    "realty housing capital legal medical"
)
FIELD_WORDS = frozenset(_FIELDS.split())
