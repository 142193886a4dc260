"""Recognises what is said to Porter without asking for knowledge: a greeting, thanks, "who are you"."""

import re
from dataclasses import dataclass
from enum import Enum

from bot.answering.languages import language_of
from bot.answering.reading import clean, words_of

# More words than these aren't small any more.
MOST_WORDS = 30


class Kind(Enum):
    """What sort of small talk it is; the first that occurs in a message is the one to reply to."""

    WHO = "asks who Porter is"
    HELP = "asks how to ask"
    SCOLDING = "says that Porter was wrong"
    BYE = "takes leave"
    THANKS = "gives thanks"
    PRAISE = "praises"
    PUZZLED = "understood nothing, and says no more"
    CALLING = "looks whether Porter is there"
    GREETING = "greets"
    NOTED = "has heard"
    NO_WORDS = "has no words, or none that say anything"
    OTHER_LANGUAGE = "isn't English"


@dataclass(frozen=True)
class SmallTalk:
    """A message that asks for no knowledge; `language` is the ISO 639 code of one other than English, if known."""

    kind: Kind
    language: str = ""


_GOOD = (
    "amazing|awesome|based|best|better|brilliant|clear|clever|cool|correct|cute|excellent|fantastic|fast|fine|funny"
    "|genius|gold|good|great|helpful|impressive|neat|nice|nicest|perfect|quick|short|smart|smooth|superb|sweet"
    "|underrated|useful|wonderful"
)
_BAD = (
    "annoying|awful|bad|boring|broken|confusing|dumb|horrible|idiot|incorrect|lame|nonsense|outdated|rubbish|stupid"
    "|terrible|trash|unhelpful|useless|worse|worst|wrong"
)
_WORK = "analogy|answer|bot|boy|explanation|girl|help|job|one|picture|reply|stuff|thing|work"
_VERY = "actually|also|completely|honestly|just|kind of|pretty|quite|really|so|such|super|that|too|totally|very"
_THAT = f"(?:that|this|it|porter|you|your (?:{_WORK})|the (?:{_WORK}|\\w+ thing)|(?:that|this) (?:{_WORK}))"
_WAS = "(?:is|are|was|were)"
_THANKS = "thanks|thank you|thankyou|thank u|thank|thnaks|thanx|thnx|tnx|ty|tysm|tyvm|cheers|ta"
_YOU = "(?:you|porter|this bot|this thing|the bot)"
_BEING = (
    "bot|human|person|real|real person|real human|robot|machine|ai|llm|chatgpt|gpt|language model|program|alive"
    "|conscious|sentient|male|female|boy|girl|open source|somebody|someone"
)
_TONGUE = (
    "arabic|chinese|dutch|english|french|german|hindi|italian|japanese|korean|polish|portuguese|russian|spanish|turkish"
)
# What each kind is said in. The text that they are matched with is words in lower case, chat spelling written out.
_PHRASES: dict[Kind, tuple[str, ...]] = {
    Kind.WHO: (
        rf"(?:who|what) (?:exactly )?(?:is|are) {_YOU}",
        rf"(?:are|is) {_YOU} (?:really )?(?:an? )?(?:{_BEING})(?: or (?:an? )?(?:{_BEING}))*",
        rf"{_YOU} (?:are )?(?:an? )?(?:bot|robot|human|ai)",
        rf"am i (?:talking|speaking|writing) to (?:an? )?(?:{_BEING})",
        r"what is your (?:real |full )?(?:name|version|age|purpose in life|favou?rite (?:colou?r|food))",
        rf"(?:who|which company) (?:made|built|created|wrote|programmed|developed|runs|owns|designed|coded) {_YOU}",
        r"who is your (?:developer|maker|creator|author|owner|father|mother)",
        r"how old are you|when were you born|where (?:do you live|are you from|are you hosted|is your source code)",
        r"(?:what|which) (?:language|model|ai|llm) are you(?: written in)?|what version are you",
        r"are you (?:written|made|coded) in \w+|where does your name come from|why are you called porter",
        r"do you (?:sleep|dream|eat|think|get paid|have feelings|have a name|use gpt|use chatgpt|use ai)|can you think",
        r"(?:can you |please )?tell me (?:something )?about yourself|introduce yourself|are you (?:married|single|ok)",
    ),
    Kind.HELP: (
        r"(?:can|could|would|will) (?:you|anyone|somebody|someone) help(?: me| us)?(?: with (?:my|the) homework)?",
        r"help(?: me| us)?|i need (?:some |your )?help|need (?:some |your )?(?:help|assistance)(?: here)?",
        rf"how (?:do|can|should) (?:i|we) (?:use|ask|talk to) {_YOU}(?: something| a question| questions)?",
        rf"how does {_YOU} work|how do you work|what (?:else )?(?:can|do) you (?:do|teach|explain|know|know about)",
        r"what can (?:i|we) (?:ask|learn from)(?: you| here)?|(?:what|anything) else can you do",
        rf"what {_WAS} (?:your|the) (?:commands|topics|purpose|job|options)|what (?:are you|is {_YOU}) for",
        r"(?:what|which) (?:topics|things|subjects|questions) (?:do|can) you (?:know|cover|teach|explain|answer)",
        r"(?:list|show|show me|give me)(?: all| a list of| a list of all| the| your)* (?:commands|topics|menu|options)",
        r"(?:all )?(?:commands|topics)|usage|instructions|manual|menu|options|faq",
        r"(?:is there|do you have) (?:a|any) (?:help|list|manual|tutorial)(?: (?:for you|of (?:commands|topics)))?",
        r"(?:can|may|could) i ask (?:you )?(?:something|a question|questions)",
        r"i (?:have|got|have got) (?:a|some|another) (?:quick )?questions?(?: for you)?",
        r"what should i (?:learn|ask)(?: first)?|where (?:do|should) i (?:start|begin)",
        r"i (?:do not|have no idea) (?:know )?what (?:to|i can) ask",
        r"(?:can|may) i dm you|does (?:it|this) work in dms",
    ),
    Kind.SCOLDING: (
        rf"(?:{_THAT} {_WAS} )?(?:(?:{_VERY}) )*(?:an? )?(?:{_BAD})(?: (?:{_WORK}))?(?: ever)?",
        rf"{_THAT} (?:is|was|are|were) not (?:(?:{_VERY}) )*(?:it|right|true|helpful|good|what i \w+)",
        rf"not (?:what i (?:asked|meant|said|wanted)(?: for)?|helpful|true|right|correct|you)|{_THAT} makes no sense",
        r"(?:you )?(?:did|do|does) not (?:help|answer(?: me| my question)?|understand me|listen)|answer my question",
        r"(?:that|this|it|the command|still)?(?: still)? ?(?:did|does) not (?:work|help)(?: at all)?",
        r"no|nope|nah|boo|ugh|wtf|liar|lies|you (?:misunderstood me|keep repeating yourself|already said that|suck)",
        r"(?:you )?shut up|be quiet|go away|leave me alone|i (?:hate|do not like) (?:you|this bot)",
        r"(?:please )?stop(?: (?:it|that|talking|replying|answering|interrupting|spamming))?(?: me| us)?",
        r"nobody asked(?: you)?|i was not (?:talking|asking|speaking)(?: to)? you|(?:completely )?off topic",
        r"read (?:it|my question|the question)(?: again)?|can you just answer|why are you ignoring me|fix your bot",
    ),
    Kind.BYE: (
        r"bye|bye bye|goodbye|cya|ttyl|g2g|gtg|brb|afk(?: \d+ min)?|farewell|so long|bb|bai|nighty night|gn|gnight",
        r"(?:i |we )?(?:will )?(?:see|c) (?:you|ya|u)(?: (?:around|soon|later|tomorrow|then|next (?:time|week)))*",
        r"(?:good )?night|good night|later|laters|talk to you later|catch you later|until (?:next time|tomorrow|then)",
        r"(?:i )?(?:have to|got to|gotta|must|need to) go",
        r"(?:i am|we are) (?:off|leaving|out|going)(?: to (?:bed|sleep))?",
        r"(?:going|heading|off) to (?:bed|sleep|lunch|work|class)|i am heading to bed|(?:signing|logging|heading) off",
        r"(?:have|enjoy) (?:a|your) (?:good|great|nice|lovely)? ?(?:day|one|evening|weekend|night)",
        r"take care|sleep well|peace(?: out)?|over and out|that (?:is|will be) all(?: for (?:today|now))?",
        r"i am done(?: for (?:today|now))?|exit|quit|adios|ciao|tschüss|au revoir|sayonara|hasta la vista",
    ),
    Kind.THANKS: (
        rf"(?:many |big |great )?(?:{_THANKS})(?: (?:again|so much|very much|a lot|a bunch|anyway|everyone|all))*",
        r"(?:much |very much )?appreciated?(?: (?:it|that|the help|your help))?|i (?:really )?appreciate (?:it|that)",
        r"(?:that|this|it|you)(?: really| has)? (?:helped|worked|works|solved it|fixed it)(?: (?:me|a lot|so much))*",
        r"that (?:cleared it(?: up)?|did the trick|answers it|answers my question)|(?:you )?saved (?:me|my \w+)",
        r"(?:that|this) (?:is|was) (?:exactly )?what i (?:needed|wanted|was looking for)|i owe you one|lifesaver",
        r"bless you|no more questions|danke|merci|gracias|obrigado|obrigada|grazie|arigato|you are (?:very )?kind",
    ),
    Kind.PRAISE: (
        rf"(?:{_THAT} {_WAS} )?(?:(?:{_VERY}|an?|the|my) )*(?:{_GOOD})(?: (?:{_WORK}))?(?: on this server| ngl)?",
        r"well (?:done|explained|said|put)|gj|gg|wow|omg|10 10|w bot|keep it up|bravo|congrats|not bad(?: for a bot)?",
        r"(?:i |we )?(?:really )?(?:love|like|luv) (?:you|it|this|that|this bot|the analogy|the picture)",
        rf"(?:{_THAT} {_WAS} )?(?:(?:{_VERY}) )*(?:much )?(?:better|clearer|easier|nicer) than (?:any|my|the) \w+",
        r"you (?:rock|rule|deserve a raise|know everything|are (?:a )?(?:legend|king|hero|star))|i am impressed",
        r"legend|king|goat|bot of the year|who is a good (?:bot|boy)(?: you are)?|my fav(?:ou?rite)? bot",
    ),
    Kind.PUZZLED: (r"what|really(?: now)?|huh|eh|idk|no idea|i have no idea|i do not know|um|uh|euh|er",),
    Kind.CALLING: (
        r"test(?:ing)?(?: [\d ]+\b)?|ping|pong|foo|asdf\w*|hello world|knock knock|anybody (?:home|there|here)",
        r"(?:are )?you (?:there|here|awake|up|online|working|alive)|(?:is )?any ?one (?:here|there|in there|home)",
        r"can you (?:hear|read|see) me|there you are",
    ),
    Kind.GREETING: (
        r"(?:hi|hii|hello|helo|hallo|hey|heya|heyo|hiya|yo|sup|howdy|oi|ayo|gm|was+up|waz+up|hola)(?: again)?",
        r"greetings|evenin|what is up|nice to (?:meet|see) you|i am (?:back|new)(?: here)?|it is me(?: again)?",
        r"(?:good |top of the )?(?:morning|afternoon|evening)(?: to (?:you|ya))?|good day|long time no see|welcome",
        r"how (?:are|is) (?:you|it going|everything|life|your day|things)(?: doing| going)?(?: today)?|how do you do",
        r"how was your (?:day|weekend)|happy (?:new year|\w+day)",
        r"(?:i )?hope you are (?:doing )?(?:well|good|fine|ok)(?: today)?|first time (?:here|using this)",
    ),
    Kind.NOTED: (
        r"ok|okay|oki|okey|k|kk|yes|yeah|yep|yup|sure|right|true|interesting|fine|alright|all right|maybe|indeed",
        r"h+m+|mhm|ah|ahh|aha|oh|ooh|i see|lol|lmao|lmfao|rofl|xd|(?:ha)+h?|(?:he)+h|nvm|never mind|wait|well then",
        r"(?:i )?(?:get|got|understand|understood) (?:it|that)|(?:that |it |now it )?makes sense|good to know|noted",
        r"understood|i see it|(?:now|ok) i (?:get it|see|understand)",
        r"thumbsup|eyes|rip|no problem|np|no (?:thanks|thank you)",
    ),
}
_PATTERNS = {kind: re.compile(rf"(?:{'|'.join(phrases)})(?![^ ])") for kind, phrases in _PHRASES.items()}
# What may stand beside small talk and says nothing by itself.
_FILLER = frozenset(
    """a all am amigo and bot bro buddy but dear doing dude everyone everybody exactly folks for friend friends guys
    here honestly in it just kind lol man mate mister mr much my now please porter really rn sir so tbh that the
    then there though tho to today too very well you""".split()  # noqa: SIM905 (many words read better as text)
)
# Beside thanks and leave-taking people tell how it went, which asks for nothing: "thanks, it was nginx".
_TELLING = frozenset(
    {"everything", "for", "from", "got", "i", "it", "my", "now", "server", "that", "the", "to", "we", "you"}
)
_SETTLED = re.compile(
    r"(?:for|from|to) ."
    r"|.*\b(?:finally|fixed|helped|later|passed|running again|solved|tomorrow|tonight|was|works?|worked)\b"
)
_ASKING = re.compile(
    r"\b(?:about|any|are|between|can|could|define|describe|difference|do|does|error|explain|help|how|is|means?|more"
    r"|need|next|not|one more|or|question|refused|should|show|tell|understand|vs|want|what|when|where|which|who|why)\b"
)
_SPOKEN = re.compile(
    rf"do you (?:also )?(?:speak|understand|know) (?:{_TONGUE}|other languages)|answer in (?:{_TONGUE})"
)
_CLAUSE_END = re.compile(r"[.,!?;:()\n/]+(?=\s|$|[^\w])")
_SHORT_FORMS = (
    (re.compile(r"\b(did|was)n'?t\b"), r"\1 not"),
    (re.compile(r"\byou'?re\b"), "you are"),
    (re.compile(r"'ll\b"), " will"),
)
_STRETCHED = re.compile(r"(\w)\1{2,}")
_SMILEY = re.compile(r"[:;=]['\-]?[()DPpOo3/|*]|<3|[\u2190-\u2bff\U0001f000-\U0001faff]")


def small_talk(message: str) -> SmallTalk | None:
    """Recognise a message to Porter that is small talk and nothing else; None for all that may ask for knowledge."""
    prose = clean(message)
    clauses = [clause for part in _CLAUSE_END.split(prose) if (clause := _words(part))]
    if not clauses:
        return SmallTalk(Kind.NOTED if _SMILEY.search(prose) else Kind.NO_WORDS)
    if sum(len(clause.split()) for clause in clauses) <= MOST_WORDS:
        kinds = _kinds(clauses, asks="?" in prose)
        if kinds is not None:
            return SmallTalk(next((kind for kind in Kind if kind in kinds), Kind.NO_WORDS))
        if _SPOKEN.fullmatch(" ".join(clauses).removeprefix("can you ")):
            return SmallTalk(Kind.OTHER_LANGUAGE)
    language = language_of(prose)
    return None if language is None else SmallTalk(Kind.OTHER_LANGUAGE, language)


def _words(part: str) -> str:
    """Write a part of a message as plain words, stretched ones at their length: "heyyyy" is "hey"."""
    text = " ".join(words_of(_STRETCHED.sub(r"\1", part.lower())))
    for short, full in _SHORT_FORMS:
        text = short.sub(full, text)
    return text


def _kinds(clauses: list[str], *, asks: bool) -> set[Kind] | None:
    """Tell which kinds of small talk the clauses are; None if something in them is none."""
    kinds: set[Kind] = set()
    remarks: list[str] = []
    for clause in clauses:
        found, rest = _taken(clause)
        kinds |= found
        if rest:
            remarks.append(rest)
    if remarks and (asks or not kinds & {Kind.THANKS, Kind.BYE} or not all(map(_only_tells, remarks))):
        return None
    return kinds


def _taken(clause: str) -> tuple[set[Kind], str]:
    """Take phrases and fillers from a clause; give the phrases' kinds, and what stands after them if anything does."""
    kinds: set[Kind] = set()
    at = told = 0
    while at < len(clause):
        ends = {match.end(): kind for kind, pattern in _PATTERNS.items() if (match := pattern.match(clause, at))}
        word = clause[at:].partition(" ")[0]
        if ends:
            end = told = max(ends)
            kinds.add(ends[end])
        elif word in _FILLER:
            end = at + len(word)
        else:
            return kinds, clause[told:].strip()
        at = end + 1
    return kinds, ""


def _only_tells(remark: str) -> bool:
    told = _TELLING.isdisjoint(remark.split()[:1]) or _ASKING.search(remark)
    return not told and bool(_SETTLED.match(remark))
