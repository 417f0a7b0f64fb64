"""Words of departments, folded, in six languages: "Acute Medical Unit" is a part of an employer and no place."""

_DEPARTMENTS = (
    "unit ward branch dept department division section team desk directorate faculty service services subsidiary "
    "suite brigada brigade squadron regiment battalion platoon corps fleet crew wing "
    "analytics claims payroll procurement oncology cardiology radiology paediatrics pediatrics neurology maternity "
    "dermatology orthopaedics psychiatry surgery icu ccu itu theatres outpatients logistics finance engineering "
    "abteilung referat dezernat fachbereich sachgebiet lehrstuhl stabsstelle fachdienst dienststelle niederlassung "
    "geschaftsbereich kreissaal notaufnahme intensivstation onkologie kardiologie chirurgie padiatrie "
    "unite pole departement direction sous-direction agence succursale antenne urgences reanimation cardiologie "
    "oncologie pediatrie bloc "
    "afdeling locatie vestiging dienst filiaal sectie spoedeisende longziekten kindergeneeskunde "
    "unidad servicio departamento seccion sucursal negociado urgencias oncologia pediatria uci delegacion "
    "unidade servico setor secao enfermaria uti urgencia agencia"
)
DEPARTMENTS = frozenset(_DEPARTMENTS.split())
