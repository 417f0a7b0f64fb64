"""Word with text boxes: contacts and small sections float in shapes, each written twice, as DrawingML and as VML."""

from benchmarks.reading.formats import docx_sections, docx_writing, writing
from benchmarks.reading.formats.docx_bold import typed
from benchmarks.reading.formats.docx_sections import Manner
from benchmarks.reading.formats.docx_styles import styled
from benchmarks.reading.person import Person

SUBJECT = "docx textboxes"
_EMU = 12700


def make(person: Person) -> bytes:
    """The person's .docx."""
    document = docx_writing.Document(person, SUBJECT)
    manner = person.choice(f"{SUBJECT} manner", styled, typed)(document, SUBJECT)
    boxed = person.choice(f"{SUBJECT} boxed", ("skills",), ("skills", "languages"), ("languages", "interests"), ())
    names = [document.run(line, "b large") for line in writing.headline(person.resume.basics)]
    contacts = _contacts(manner)
    if person.choice(f"{SUBJECT} name in a box", True, False, False):
        document.body.append(_anchor(manner, "".join(document.paragraph(name) for name in names), 0))
    else:
        document.body += [document.paragraph(name) for name in names]
    document.body.append(_anchor(manner, contacts, 1))
    for at, key in enumerate(writing.section_order(person)):
        for heading, blocks in docx_sections.section(manner, key):
            if key in boxed:
                document.body.append(_anchor(manner, manner.heading(heading) + "".join(blocks), at + 2))
            else:
                document.body += [manner.heading(heading), *blocks]
    return document.save()


def _contacts(manner: Manner) -> str:
    document = manner.document
    labels = document.person.choice(f"{SUBJECT} labels", True, False)
    pieces = writing.contact_pieces(document.person)
    return "".join(document.paragraph(docx_sections.contact_runs(document, piece, labels)) for piece in pieces)


def _anchor(manner: Manner, blocks: str, number: int) -> str:
    """A paragraph that anchors a box: the text stands in `mc:Choice` and again in `mc:Fallback`, as Word writes it."""
    content = f"<w:txbxContent>{blocks}</w:txbxContent>"
    drawing = (
        f'<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number + 1}" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{380 * _EMU}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{(40 + 160 * number) * _EMU}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{180 * _EMU}" cy="{140 * _EMU}"/><wp:wrapSquare wrapText="bothSides"/>'
        f'<wp:docPr id="{number + 1}" name="Text Box {number + 1}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    style = f"position:absolute;margin-left:380pt;margin-top:{40 + 160 * number}pt;width:180pt;height:140pt"
    shape = f'<v:shape id="box{number}" type="#_x0000_t202" style="{style}">'
    pict = f"<w:pict>{shape}<v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return manner.document.paragraph(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent></w:r>"
    )
