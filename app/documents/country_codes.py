"""Whether two capitals behind a town are a country or a state: "Groningen, NL", "Wilmington, DE", "Bogotá, CO"."""

from app.documents.folding import fold

_STATES_AND_PROVINCES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY DC AB BC MB NB NL NS ON PE QC SK"
)
# States of Brazil whose codes are no country's.
_BRAZILIAN_STATES = "SP RJ DF CE GO PB RN RR PI"
# And those whose codes are also those of countries that are rarely written so: Minas Gerais, Bahia, Tocantins, …
_BRAZILIAN_STATES_TOO = "MG BA TO AC AP"
REGION_CODES = frozenset(f"{_STATES_AND_PROVINCES} {_BRAZILIAN_STATES} {_BRAZILIAN_STATES_TOO}".split())
# The states whose codes are also those of countries, by ISO 3166-1.
_SHARED = "AL AR AZ CA CO DE GA ID IL IN KY LA MA MD ME MN MO MS MT NC NE NL PA PE SC SD SK TN VA MG BA TO AC"
_BOTH = frozenset(_SHARED.split())
# Codes that are a country's nearly always, and the towns of the state that shares them.
_STATE_TOWNS = {
    "NL": "st. john's|st john's|mount pearl|corner brook|gander|paradise|conception bay south|grand falls-windsor|"
    "labrador city|happy valley-goose bay|marystown|stephenville|torbay",
    "DE": "wilmington|dover|newark|middletown|bear|glasgow|smyrna|milford|seaford|georgetown|lewes|rehoboth beach|"
    "hockessin|claymont|new castle|elsmere|millsboro|laurel|harrington|delaware city",
}
# Codes that are a state's nearly always, and the large towns of the country that shares them.
_COUNTRY_TOWNS = {
    "AL": "tirana|durres|vlora|shkoder",
    "AR": "buenos aires|rosario|cordoba|mendoza|la plata|mar del plata|salta|tucuman|san miguel de tucuman|neuquen",
    "AZ": "baku|ganja",
    "CA": "toronto|montreal|vancouver|calgary|ottawa|edmonton|winnipeg|quebec|quebec city|halifax|mississauga|"
    "hamilton|victoria|saskatoon|regina|waterloo|kitchener|gatineau|surrey|burnaby|brampton",
    "CO": "bogota|medellin|cali|barranquilla|cartagena|bucaramanga|pereira|manizales|ibague|cucuta|santa marta",
    "GA": "libreville",
    "ID": "jakarta|bandung|surabaya|yogyakarta|denpasar|medan|semarang|makassar|malang|palembang|depok|bekasi",
    "IL": "tel aviv|tel aviv-yafo|jerusalem|haifa|beersheba|be'er sheva|herzliya|ramat gan|netanya|rehovot|nazareth",
    "IN": "mumbai|delhi|new delhi|bangalore|bengaluru|hyderabad|chennai|kolkata|pune|ahmedabad|jaipur|kochi|noida|"
    "gurgaon|gurugram|lucknow|mangaluru|mangalore|mysuru|mysore|coimbatore|indore|nagpur|surat|vadodara|patna|bhopal|"
    "chandigarh|thiruvananthapuram|visakhapatnam|kanpur|nashik|goa|panaji|madurai|varanasi|guwahati|bhubaneswar",
    "LA": "vientiane|luang prabang",
    "MA": "casablanca|rabat|marrakech|marrakesh|tanger|tangier|fes|fez|agadir|meknes|oujda|tetouan|kenitra",
    "MD": "chisinau|balti",
    "ME": "podgorica|budva",
    "MN": "ulaanbaatar",
    "MT": "valletta|sliema|birkirkara|st julian's|mosta",
    "PA": "panama|panama city|ciudad de panama",
    "PE": "lima|arequipa|cusco|cuzco|trujillo|chiclayo|piura|iquitos|callao",
    "SD": "khartoum|omdurman",
    "SK": "bratislava|kosice|zilina|nitra|presov|trnava|banska bystrica|martin|trencin|poprad",
    "TN": "tunis|sfax|sousse|kairouan|bizerte",
    "BA": "sarajevo|banja luka|mostar|tuzla|zenica",
    "MG": "antananarivo|toamasina",
}
_TOWNS = {code: frozenset(towns.split("|")) for code, towns in {**_STATE_TOWNS, **_COUNTRY_TOWNS}.items()}


def is_country_code(code: str, city: str, region: str) -> bool:
    """Whether two capitals at the end of a place name a country; `region` is what stands between town and code."""
    if code not in REGION_CODES:
        return True
    if code not in _BOTH:
        return False
    if region:
        return not fold(region).lower().endswith((" county", " parish"))
    is_known = fold(city).lower() in _TOWNS.get(code, frozenset())
    return not is_known if code in _STATE_TOWNS else is_known
