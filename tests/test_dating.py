"""Dating of event mentions: which words date which event, and what is left open."""

from __future__ import annotations

import datetime

import pytest

from kg.ask import date_event
from kg.model import Dating, Document
from kg.resolve import context_times
from kg.resolve.dating import date_mention
from kg.text import Text
from kg.text.clauses import Clause

PUBLISHED = datetime.date(2019, 6, 27)  # a Thursday
NEWS = "[2019-06-26..2019-06-27]"

# text with the event's word in brackets, EDTF
CASES = [
    # the words of the clause
    ("The two ministers [met] on Tuesday in Geneva.", "2019-06-25"),
    ("On Tuesday the two ministers [met] in Geneva.", "2019-06-25"),
    ("The ministers [met] in Geneva in March 2017.", "2017-03"),
    ("Provinces of Peru inside the 1937 borders were [ceded] to Chile.", NEWS),
    ("I was a student when the war [broke] out.", "../2019-06-27"),
    ("Peru and Chile [signed] the treaty in 1929.", "1929"),
    ("Troops [crossed] the river on 4 May 2018.", "2018-05-04"),
    ("The [signing] of the pact on Monday surprised observers.", "2019-06-24"),
    ("The 2014 [ceasefire] never held.", "2014"),
    ("Envoys criticised the May 3 [ruling] of the tribunal.", "2019-05-03"),
    ("Envoys [criticised] the 1998 accord on Monday.", "2019-06-24"),
    ("Yesterday's [summit] ended without a statement.", "2019-06-26"),
    ("In a June 20 interview, the president [praised] the accord.", "2019-06-20"),
    ("Brazil [recalled] its ambassador last week.", "[2019-06-17..2019-06-23]"),
    ("Brazil has [recalled] two ambassadors this week.", "[2019-06-24..2019-06-27]"),
    ("The fleets [exercised] together from 3 to 7 June.", "2019-06-03/2019-06-07"),
    ("The envoys [met] several times between March and May 2018.", "[2018-03-01..2018-05-31]"),
    ("He [refused] to go after he lost the vote in May.", NEWS),
    ("On May 5 a plane crossed the bay. Lima says that the ship [fired] on it.", "2019-05-05?"),
    ("On Tuesday, ministers said that a rebel has been [killed] by troops.", "../2019-06-25"),
    ("They met on Tuesday.\n\nIn 1998, it was tried; the vote failed. Another [resigned].", "[1998-01-01..2019-06-27]"),
    ("The king thanked him for [inviting] her to the summit in Fiji later this year.", NEWS),
    ("Norway has repeatedly [refused] the offer.", "../2019-06-27"),
    ("Norway has told of it and has since [expelled] ten envoys.", "../2019-06-27"),
    ("Since opening embassies in 2016, Norway and Chad have [traded] widely.", "2016-01-01/2019-06-27"),
    ("Norway [filed] a protest in response to an incident on Tuesday near the dam.", "[2019-06-25..2019-06-27]"),
    ("Norway has [hosted] the talks since 2016.", "2016-01-01/2019-06-27"),
    ("The border was [closed] until May 2018.", "../2018-05-31"),
    ("The border was not [opened] until May 2018.", "2018-05"),
    ("It was not until May 2018 that Norway [opened] its border.", "2018-05"),
    ("It was in May 2018 that Norway [opened] its border.", "2018-05"),
    ("Norway never [opened] its border until May 2018.", "../2018-05-31"),
    ("The envoy was [told] so in a cable dated May 3, 2018.", "2018-05-03"),
    ("Norway had [closed] the port since the start of the war in 1965.", "1965-01-01/.."),
    ("In May 2012 Norway issued a list of demands, in which it [asked] for the islands.", "2012-05"),
    ("On 3 May 2012 they signed the Oslo accord, whereby Norway [agreed] to pay.", "2012-05-03"),
    ("In the Oslo Accord of 2012, Norway [recognised] the border.", "2012"),
    ("In May 2012 Norway began a campaign against them, which included [raids] on its ports.", "2012-05"),
    ("The army's violent suppression of [protests] in Lima on June 4, 2018, cooled ties.", "../2018-06-04"),
    ("This [pact] replaced the treaty of 1902.", "[2019-06-26..2019-06-27]"),
    ("Norway [built] the largest ship of the Cold War.", "[2019-06-26..2019-06-27]"),
    ("Norway [invited] Iceland in May 2012, setting a date in 2014.", "2012-05"),
    ("The envoys [met] before the end of 2015.", "../2015-12-31"),
    ("It was agreed in June 2012. Six weeks later they [met].", "[2012-07-13..2012-08-11]"),
    ("In 2004 they fell out. Three months later they [met].", "[2004-04-01..2005-03-31]"),
    ("They spoke on June 3, 2015. Until then each had [refused] to.", "../2015-06-02"),
    ("The envoys had not [met] since 2011.", "2011-01-01/.."),
    ("Norway [closed] the port in May and again in June.", "{2019-05,2019-06}"),
    ("The army [attacked] in the dry season of 2011.", "2011"),
    ("The fleet [sailed] on the eve of 14 May.", "2019-05-13"),
    ("On this day in 1962 the fleet [sailed].", "1962-06-27"),
    ("The talks opened on 3 June. Three days into the talks one side [left].", "2019-06-06"),
    ("The summit opened on 3 June. On the eve of the summit one side [left].", "2019-06-02"),
    ("They [signed] the pact within a week of the attack of 3 May.", "[2019-05-03..2019-05-10]"),
    ("Less than a month after the 3 May attack, Norway [closed] the port.", "[2019-05-03..2019-06-03]"),
    ("Yesterday was the 70th anniversary of the [takeover].", "1949-06-26"),
    ("They marked the tenth anniversary of the [invasion] on Monday.", "2009"),
    ("The embassy was closed on 3 June, following the [invasion].", "../2019-06-27"),
    ("The army [shelled] the port for six years.", "../2019-06-27"),
    # two clauses, two dates
    ("The minister [said] on Monday that the two had met in 2017.", "2019-06-24"),
    ("The minister said on Monday that the two had [met] in 2017.", "2017"),
    ("Kenya [condemned] on Sunday the attack that killed two envoys in April.", "2019-06-23"),
    ("Kenya condemned on Sunday the attack that [killed] two envoys in April.", "2019-04"),
    ("Egypt, which [recognised] the council in 2012, withdrew its envoy on Friday.", "2012"),
    ("Egypt, which recognised the council in 2012, [withdrew] its envoy on Friday.", "2019-06-21"),
    ("The ministers met on Monday and [signed] a protocol.", "2019-06-24"),
    ("The ministers [met] on Monday and will meet again in August.", "2019-06-24"),
    ("The ministers met on Monday and will [meet] again in August.", "2019-08"),
    # to come
    ("The presidents will [meet] in Lima on July 9.", "2019-07-09"),
    ("The presidents will [meet] in Lima next month.", "2019-07"),
    ("The presidents agreed on Tuesday to [meet] in September.", "2019-09"),
    ("The presidents [agreed] on Tuesday to meet in September.", "2019-06-25"),
    ("The [summit] is scheduled for July 9.", "2019-07-09"),
    ("The presidents will [meet] again.", ""),
    # no date
    ("The two countries had [broken] off relations.", "../2019-06-27"),
    ("Relations soured after Chad [expelled] the envoy.", "../2019-06-27"),
    ("For the first time in three years the ministers [met] on Monday.", "2019-06-24"),
    ("The ministers [met] for the first time since 2015.", "[2019-06-26..2019-06-27]"),
    ("The president, who [seized] power in a coup, flew home.", "../2019-06-27"),
    ("Chad has [expelled] the envoy of Mali.", "[2019-06-26..2019-06-27]"),
    # clauses that share a time, and such that do not
    ("The ministry said on Tuesday that it [opposed] the plan.", "2019-06-25"),
    ("The two first [met] when their ships collided in May 2014.", "2014-05"),
    ("They had not spoken since May 2014, when their fleets [clashed].", "2014-05"),
    ("Kang urged Kono on Tuesday to stop; Kono [refused].", "2019-06-25"),
    ("Mali cut its ties on Jan. 3, 2016, a day after Chad had [executed] the envoy.", "2016-01-02"),
    ("Five years after its [launch], the station in May 2016 sent its last signal.", "2011"),
    ("In 2017 the cabinet [abandoned] the pact with Mali.", "2017"),
    ("In 2017 the cabinet abandoned the [pact] with Mali.", "../2017-12-31"),
    # a reason is older than what is done for it, and its year is its own
    ("Chad apologised on Monday for the [bombing] of the port.", "../2019-06-24"),
    ("Chad fired on the port on Monday in response to the [raid] of the rebels.", "../2019-06-24"),
    ("On Monday Chad closed the border because of the [raid].", "../2019-06-24"),
    ("On Monday Chad recalled its envoy over the [raid].", "../2019-06-24"),
    ("Chad responded on Monday with [strikes] on the port.", "2019-06-24"),
    ("Chad retaliated with a [ban] on imports.", NEWS),
    ("On Monday Chad went to Mali for the [talks].", "2019-06-24"),
    ("Chad [expelled] the envoy over the 2014 raid.", NEWS),
    ("Chad [withdrew] from the 2015 accord.", NEWS),
    ("Peru [sent] two ships less than a year ago.", "[2018-06-27..2019-06-27]"),
    ("On Monday, he signed a paper that envoys had [drafted].", "../2019-06-24"),
    ("Togo [freed] two men and closed the port on May 6.", "2019-05-06"),
    ("Togo set money aside in May to replace Ghana's [contribution].", "../2019-05-31"),
    ("Togo cut the aid in May after learning about the [mining] of the port.", "../2019-05-31"),
    # before our era: no later than the first year of it
    ("Rome [attacked] Egypt on 2 September 31 BC.", "../0001-12-31"),
    ("Athens [fought] Sparta from 431 to 404 BC.", "../0001-12-31"),
    # sessions whose years are known, and such as are not
    ("The house [voted] for the pact in the 108th Congress.", "[2003-01-01..2005-03-03]"),
    ("The house [voted] for the pact in its autumn session of 2003.", "[2003-09-01..2003-11-30]"),
    ("The envoys [met] at the 73rd session of the U.N. General Assembly.", NEWS),
    # the present
    ("Turkey [supports] the plan.", "2019-06-27"),
    ("Turkey admits [shooting] down the jet.", "../2019-06-27"),
    ("Turkey condemned the Iranian-[backed] rebels.", "../2019-06-27"),
    ("Mali suspends its aid, alleging that rebels [stole] it.", "../2019-06-27"),
    ("The two sides met on Monday. The hall was full. Guests sang. Mali has [expelled] the envoy.", "../2019-06-27"),
    ("Mali rejected the [request].", "../2019-06-27"),
    # a year that stands before an object, what is recalled, what is to come, and days of these weeks
    ("Ghana quit the 2012 pact and [seized] a ship.", NEWS),
    ("Peru [condemned] the raid by Chile, recalling similar ones on March 3 and 5.", NEWS),
    ("Modi said this month that he had [written] to Fiji.", "../2019-06-27"),
    ("Fiji and Tonga [signed] a program of partnership for the next ten years.", "../2019-06-27"),
    ("The envoy [invited] Chad and Togo to talks in Geneva on August 6.", NEWS),
    ("Rebels toppled a king in Chad in 2015. Chad and Niger [fought] on June 8.", "2019-06-08"),
    ("Rebels toppled a king in Chad in 2015. Chad and Niger [fought] on May 8.", "2015-05-08"),
]


def mark(text: str) -> tuple[str, int, int]:
    """The text without the brackets, and the span that they marked."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(("marked", "edtf"), CASES)
def test_date_event(marked: str, edtf: str) -> None:
    text, start, end = mark(marked)
    dating = date_event(Document(text=text, published=PUBLISHED), start, end)
    assert dating.edtf == edtf, dating
    assert dating.reason


DIGEST = "Chad expels an envoy.\n\nMali protests.\n\nTogo meets Benin.\n\n"
CHAD = "War came in 1986. In 1983 and 1985 there had been raids. In January 1987 it ended. "
FELL_OUT = "Ghana and Togo fell out on Monday. "
STORIES = [
    # (title, text, EDTF)
    (None, FELL_OUT + "Days before the vote the ministers of Peru and Chile [met].", "../2019-06-27"),
    (
        None,
        "Peru's envoy talked to Chile on Monday. He said that since his [talks] with Mali much had changed.",
        "../2019-06-27",
    ),
    (None, "The council voted on Tuesday for a text that condemns the Peruvian [embargo] of Chile.", "../2019-06-27"),
    (
        None,
        "Peru's spokesman said on Tuesday that Lima had been forced to answer after a dozen states [expelled] it.",
        "../2019-06-27",
    ),
    (None, "The [meeting] was the first since riots broke out in the last days of May.", "[2019-06-26..2019-06-27]"),
    (None, "In 1990 it fought. Ten years ago on June 26, Peru [recognised] Kosovo.", "2009-06-26"),
    (None, "Chad fell out with Mali, which has [blamed] it for the raid.", "../2019-06-27"),
    # told as done: the other reading, or the day is wrong
    (None, "Chad [tested] a rocket on July 3.", "2018-07-03"),
    (None, "Chad [tested] a rocket on July 3, 2019.", "../2019-06-27"),
    # a tale of the past keeps its year; the nearest time of the sentence; the saying dates what is said
    ("The Chad War, 1986", CHAD + "On March 3 Mali [expelled] the envoy.", "1987-03-03"),
    ("The Chad War, 1986", CHAD + "Mali [expelled] the envoy.", "1987-01"),
    ("The Chad War, 1986", CHAD + "Following a coup on May 2, 1987, Mali [expelled] him.", "[1987-05-02..1988-05-02]"),
    ("The Chad War, 1986", CHAD + "Mali said it [would] expel the envoy.", "1987-01"),
    ("The Chad War, 1986", CHAD + "Mali [aided] the cabinet, but the cabinet fell in May 1988.", "../1988-12-31"),
    ("The Chad War, 1986", CHAD + "In late summer Mali [expelled] the envoy.", "[1987-08-01..1987-08-31]"),
    (
        None,
        "Trade grew. " * 4 + "When the envoys last [met], in the same city in May, they parted as friends.",
        "2019-05",
    ),
    (None, "Mali met Togo on Monday, the first time that the two have [held] talks.", "2019-06-24"),
    (None, "Mali met Togo on Monday. It was the first time that the two had [held] talks.", "2019-06-24?"),
    (None, "The minister spoke on Monday. He underlined that they [keep] channels open.", "2019-06-24?"),
    (None, 'On Monday the minister spoke. "We strongly [condemn] the raid," he told Mali.', "2019-06-24?"),
    (None, '"We [signed] the pact last night," the minister said on Tuesday.', "2019-06-24"),
    (None, "The minister recalled words [spoken] on Monday by his colleague.", "2019-06-24"),
    (None, "Mali condemned the [raid], which was launched on Monday.", "2019-06-24"),
    # the day of the news: in the lead, in items, in a chronicle; not behind an anchor
    (None, "Chad [expelled] an envoy.\n\nMali protested.\n\nTogo met Benin.\n\nKenya freed a man.", NEWS),
    (None, "Chad expelled an envoy.\n\nMali protested.\n\nTogo met Benin.\n\nKenya [freed] a man.", NEWS),
    (None, "Chad expels an envoy.\n\nMali protests.\n\nTogo meets Benin.\n\nKenya [freed] a man.", "2019-06-27"),
    (None, "Chad [expelled] an envoy after the summit.", "../2019-06-27"),
    (None, DIGEST + "Kenya frees a man. Togo answered angrily and [accused] Kenya.", "2019-06-27"),
    (None, DIGEST + "Kenya frees a man. Kenya was later [blamed] by Togo.", "../2019-06-27"),
    # what a clause in the present only names is older; what is over dates no present; "following" dates no news
    (None, DIGEST + "Kenya rejects the [request] of a jailed trader.", "../2019-06-27"),
    (None, DIGEST + "Kenya [rejects] the request of a jailed trader.", "2019-06-27"),
    (None, DIGEST + "Kenya bars a trader for [helping] the rebels.", "../2019-06-27"),
    (None, DIGEST + "Kenya returns two trucks [seized] by its army.", "../2019-06-27"),
    (
        None,
        DIGEST + "Kenya [summons] the envoy of Mali, and asks him about the attack at sea on Wednesday.",
        "2019-06-27",
    ),
    (None, DIGEST + "Kenya and Togo [restore] ties, following the break of 2017.", "2019-06-27"),
    (None, "Chad has [eased] the curbs that it laid on trade in 1998.", NEWS),
    (None, "Trade grew. " * 4 + "Recently Chad [named] an envoy.", "../2019-06-27"),
    # the year that the same sentence has named
    (
        "The Chad War, 1986",
        CHAD + "Togo deplored the siege, which began in January 1988; and Mali [protested] in September.",
        "1988-09",
    ),
    # words spoken count from the day of speaking, else from the story's
    (None, 'The envoys spoke on Tuesday. "We [signed] the pact today," Mali said.', "2019-06-25"),
    (
        None,
        'On Tuesday Mali spoke. "Our [talks] during the last three days went well," its envoy said.',
        "2019-06-22/2019-06-25",
    ),
    (None, 'On Tuesday Mali spoke. "Last night we wept," its envoy said. Togo [protested].', "2019-06-25?"),
    # the only day that the opening names, in whatever clause; not in a tale
    (None, "The raid made on Tuesday came with a warning. Mali has [blamed] Togo.", "2019-06-25?"),
    # of a time that nobody dates
    (None, "The envoys met on Tuesday. During her time as minister she [signed] the pact.", "../2019-06-27"),
    (None, "The envoys met on Tuesday. She [signed] the pact prior to her trip.", "../2019-06-27"),
    # what says that it was before, what bounds another act, what is held to in the present
    (None, "The envoys met on Tuesday. Togo [threatened] them before, when they closed a port.", "../2019-06-27"),
    (None, "Chad has recently [expelled] the envoy.", "../2019-06-27"),
    (None, "The pact held until its end on 3 May 2018, while Togo [bought] arms.", "[2019-06-26..2019-06-27]"),
    (None, "The envoys met on Tuesday. Chad [accuses] Mali of theft.", "2019-06-27?"),
    (None, "On Tuesday the envoys met Chad, which [accuses] Mali of theft.", "../2019-06-27"),
    (None, "The envoys met in June. In the letter, Kenya [asks] Chad to leave.", "../2019-06-27"),
    (None, "A court on Wednesday freed two nurses and a doctor [accused] of theft.", "../2019-06-26"),
    (None, "Chad withdrew its [complaint] against Togo on Wednesday.", "../2019-06-26"),
    (None, "Chad ratified the pact on Wednesday, having [rejected] the first.", "../2019-06-26"),
    (None, "The army fired on the port on Wednesday, and Togo [protested].", "2019-06-26?"),
    (None, "Trade grew. " * 4 + "Mali [sent] aid for the crisis that began last year.", "../2019-06-27"),
    # who would not did not promise; what was said goes on behind "and"
    (None, "The talks collapsed on Monday because Mali would not [free] its captives.", "2019-06-24"),
    (None, "On Monday the agency reported Mali issued a warrant and [demanded] a hearing.", "2019-06-24"),
    (None, "Trade grew. " * 4 + "Togo has kept its word for two years. It also [freed] two men.", "../2019-06-27"),
    (None, "The envoys spoke on Monday. The party is [banned] in Turkey.", "../2019-06-27"),
    ("The Chad War, 1986", CHAD + "Mali [invaded] the valley and took the port on May 6.", "../1987-05-06"),
    (None, "Last week Mali gave in, following its [test] of a rocket in 2006.", "2006"),
    (None, "Kenya spoke on Monday. Its plan [asked] both to go back to the 1949 lines.", "2019-06-24?"),
    (None, DIGEST + "Kenya [enacts] a tariff.", "2019-06-27"),
    (None, DIGEST + "Kenya enacts a [tariff].", "2019-06-27"),
    (None, DIGEST + "Kenya becomes the first to [visit] the ports of Mali since Togo in 1967.", "2019-06-27"),
    (
        None,
        DIGEST + "Kenya summons the envoy, [demanding] an answer about the attack at sea on Wednesday.",
        "2019-06-27",
    ),
    (None, DIGEST + "Kenya agrees to talks two days after Togo [freed] its men.", "2019-06-25"),
    (None, "On Monday Kenya closed the port, after it had [freed] the crew.", "../2019-06-24"),
    (None, "He prepared for the summit on 20 June 2019. The day before the summit they [met].", "2019-06-19"),
    (None, "Trade grew. " * 4 + "Kenya, citing the charter of the Pact (1954), [backed] Mali in 1961.", "1961"),
    (None, "On Tuesday Kenya said that he had resigned Monday night and [left] the next morning.", "2019-06-25"),
    (None, "Trade grew. " * 4 + "Under the protocol of May 2012, Mali and Togo [agreed] to disarm.", "2012-05"),
    (None, "Trade grew. " * 4 + "The 2012 accord held. The final [accord] named both.", "../2019-06-27"),
    # spans, parts and pairs
    (None, "Chad has [shelled] the towns for two years.", "2017-06-27/2019-06-27"),
    (None, "Over the past two years Chad has [shelled] the towns.", "2017-06-27/2019-06-27"),
    (None, "Throughout 1992 and 1993 Chad [shelled] the towns.", "1992-01-01/1993-12-31"),
    (None, "The envoys [met] on the 12th and 13th of April 2018.", "2018-04-12/2018-04-13"),
    (None, "The envoys [met] on 12 and 15 April 2018.", "{2018-04-12,2018-04-15}"),
    (None, "The envoys [met] in the last week of July 2018.", "[2018-07-25..2018-07-31]"),
    (None, "The envoys [met] around 1905.", "1905~"),
    (None, "Two days after the coup of 15 July 2016, Chad [closed] its border.", "2016-07-17"),
    (None, "Mali fought on Monday. Some days ago Chad [dropped] hints of a truce.", "../2019-06-27"),
    (None, "LAGOS, June 26 (Agency) -- Ghana and Togo [signed] a fishing accord.", "2019-06-26?"),
    (
        None,
        "Ghana and Togo signed a fishing accord on Wednesday.\n\nGhana's minister [said] trade would grow.",
        "2019-06-26?",
    ),
    ("Ghana signs fishing accord", "Ghana and Togo [signed] a fishing accord in Lagos.", "[2019-06-26..2019-06-27]"),
    ("A fishing accord", "Ghana and Togo [signed] a fishing accord in Lagos.", "[2019-06-26..2019-06-27]"),
    (None, "The ministers met on Wednesday. They also [signed] a fishing accord.", "2019-06-26?"),
    (
        None,
        "Ghana and Togo fell out on Monday.\n\nThey fought in May 2011. Togo [sank] a boat.",
        "[2011-05-01..2019-06-27]",
    ),
    (None, "Peru and Chile [agreed] to cut tensions after a deadly clash. They met.", "[2019-06-26..2019-06-27]"),
    (None, "Peru and Chile [agreed] to talk after a clash. They met.", "[2019-06-26..2019-06-27]"),
    (None, "Ghana split in February 2018. Togo [recognised] it the next day.", "[2018-02-02..2018-03-01]"),
    (None, "Ghana split in February 2018. Togo agreed. Mali [protested].", "[2018-02-01..2019-06-27]"),
    # a paragraph of news that has turned to earlier years goes on there, but not what names a day of now or is said
    (None, FELL_OUT + "In May 2011 they fought. Togo [sank] a boat.", "[2011-05-01..2019-06-27]"),
    (None, FELL_OUT + "In May 2011 they fought. Togo [deplored] Monday's break.", "2019-06-24?"),
    (None, FELL_OUT + "In May 2011 they fought. A minister [said] that they would talk.", "2019-06-24?"),
    # the months that followed; the following July; the next year; the same day that; to this day
    ("The Chad War, 1986", CHAD + "In the weeks that followed, Mali [freed] its captives.", "[1987-01-01..1987-04-30]"),
    ("The Chad War, 1986", CHAD + "Mali fell the following May, and Togo [left] on July 5.", "1987-07-05"),
    ("The Chad War, 1986", CHAD + "In May of the next year Mali [freed] its captives.", "1988-05"),
    (None, "They met on Monday. Mali freed them the same day that Chad [left], on May 3.", "2019-05-03"),
    ("The Chad War, 1986", CHAD + "By the end of the year Mali had [freed] its captives.", "../1987-12-31"),
    ("The Chad War, 1986", CHAD + "To this day some in Mali [accuse] Chad.", "../2019-06-27"),
    # a time before "after" or behind "and" is of the clause behind it
    (None, "In May 2011, a month after Togo [sank] a boat, Mali closed the port.", "2011-04"),
    (None, "In May 2011, a month after Togo sank a boat, Mali [closed] the port.", "2011-05"),
    (None, "Trade grew. " * 4 + "Mali [accused] Togo and in May 2011, Chad closed the port.", "../2019-06-27"),
    # who speaks after talks has just met; a day told in passing is not that of the story
    (None, "Ghana's king spoke on Monday after [talks] with Togo.", "2019-06-24?"),
    (None, "Ghana's king left Togo on Monday after [talks] with its king.", "../2019-06-27"),
    (None, "On May 3 the ministers fell out. A few hours later Togo [recalled] its envoy.", "2019-05-03?"),
    (None, "In 2014 the ministers met twice. They [signed] a fishing accord.", "2014"),
    (None, "The two sides signed the accord on 3 May 2016. The [accord] was hailed abroad.", "2016-05-03"),
]


@pytest.mark.parametrize(("title", "marked", "edtf"), STORIES)
def test_the_story_dates_what_its_sentences_leave_out(title: str | None, marked: str, edtf: str) -> None:
    text, start, end = mark(marked)
    assert date_event(Document(text=text, title=title, published=PUBLISHED), start, end).edtf == edtf


def test_every_sign_of_the_context_dates_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = set()

    def heard(sign):
        def ask(text: Text, head: int, clause: Clause) -> Dating | None:
            dating = sign(text, head, clause)
            answered.update([sign] if dating is not None else [])
            return dating

        return ask

    signs = context_times.SIGNS
    monkeypatch.setattr(context_times, "SIGNS", tuple(map(heard, signs)))
    for title, marked, _ in [(None, *case) for case in CASES] + STORIES:
        text, start, end = mark(marked)
        date_event(Document(text=text, title=title, published=PUBLISHED), start, end)
    assert [sign.__name__ for sign in signs if sign not in answered] == []


PROMISES = [
    ("Mali said on Tuesday it would [withdraw] its troops in August.", "planned", "2019-08"),
    ("Mali [said] on Tuesday it would withdraw its troops in August.", "asserted", "2019-06-25"),
    ("Mali announced on Tuesday that it would [withdraw] its troops.", "asserted", "2019-06-25"),
    ("Mali announced on Tuesday that it would [withdraw] its troops.", "planned", ""),
    ("Mali announced on Tuesday that it would [withdraw] its troops in August.", "planned", "2019-08"),
    ("If Mali [withdraws], Chad will too.", "hypothetical", ""),
    # a plan without a date has none, and neither has what did not happen
    ("The presidents will [meet] again, and nobody knows when.", "planned", ""),
    ("Mali has not [signed] the pact.", "negated", ""),
    ("Mali did not [sign] the pact on Tuesday.", "negated", "2019-06-25"),
    ("In August they are to be shown the palace, and the king may [receive] them.", "hypothetical", "2019-08"),
]


@pytest.mark.parametrize(("marked", "modality", "edtf"), PROMISES)
def test_a_promise_is_dated_when_it_was_made(marked: str, modality: str, edtf: str) -> None:
    text, start, _ = mark(marked)
    document = Document(text=text, published=PUBLISHED)
    read = Text.read(document)
    head = next(index for index, token in enumerate(read.parse.tokens) if token.start == start)
    assert date_mention(read, head, modality=modality).edtf == edtf


@pytest.mark.parametrize(
    "text", ["", ".", "\n\n", "Met", "1999", "met met met met on Monday on Monday", "\u200b met \u3000"]
)
def test_odd_texts_are_dated_without_a_crash(text: str) -> None:
    document = Document(text=text, published=PUBLISHED)
    for start in range(len(text) + 1):
        dating = date_event(document, start, start + 3)
        assert dating.begin is None or dating.end is None or dating.begin <= dating.end


def test_without_publication_nothing_is_made_up() -> None:
    text, start, end = mark("The ministers [met] on Monday.")
    dating = date_event(Document(text=text), start, end)
    assert (dating.begin, dating.end, dating.edtf) == (None, None, "")


def test_words_that_were_not_parsed_get_the_upper_bound() -> None:
    assert date_event(Document(text="Met.   ", published=PUBLISHED), 5, 7).edtf == "../2019-06-27"


OTHER_EVENTS = [
    # (text, the other event's word, EDTF): the other event was on 13 May 2019
    ("Two days before the summit, Seoul [recalled] its envoy.", "summit", "2019-05-11"),
    ("A week after the summit, Seoul [recalled] its envoy.", "summit", "2019-05-20"),
    ("Seoul [recalled] its envoy before the summit.", "summit", "../2019-05-12"),
    ("Seoul [recalled] its envoy after the summit.", "summit", "[2019-05-13..2019-06-27]"),
    ("At the summit, Seoul [praised] the plan.", "summit", "2019-05-13"),
]


@pytest.mark.parametrize(("marked", "anchor", "edtf"), OTHER_EVENTS)
def test_dates_that_hang_on_another_event(marked: str, anchor: str, edtf: str) -> None:
    text, start, _ = mark(marked)
    document = Document(text=text, published=PUBLISHED)
    read = Text.read(document)
    heads = {token.text: index for index, token in enumerate(read.parse.tokens)}
    day = datetime.date(2019, 5, 13)
    known = {heads[anchor]: Dating(day, day, "2019-05-13", True)}
    head = next(index for index, token in enumerate(read.parse.tokens) if token.start == start)
    assert date_mention(read, head, event_date=known.get).edtf == edtf
    alone = "[2019-06-26..2019-06-27]" if marked.startswith("At") else "../2019-06-27"  # else told by the summit
    assert date_mention(read, head).edtf == alone


REIGNS = [
    ("Under the Park administration Seoul [signed] the accord.", "[2013-02-25..2017-03-10]"),
    ("Seoul [signed] the accord under President Park.", "[2013-02-25..2017-03-10]"),
    ("Seoul [signed] the accord during the presidency of Park.", "[2013-02-25..2017-03-10]"),
]


@pytest.mark.parametrize(("marked", "edtf"), REIGNS)
def test_a_term_of_office_bounds_what_was_done_in_it(marked: str, edtf: str) -> None:
    text, start, _ = mark(marked)
    document = Document(text=text, published=PUBLISHED)
    read = Text.read(document)
    head = next(index for index, token in enumerate(read.parse.tokens) if token.start == start)
    terms = {"Park": (datetime.date(2013, 2, 25), datetime.date(2017, 3, 10))}
    assert date_mention(read, head, term_of=terms.get).edtf == edtf
