// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Where the list comes from: written by hand for this project from what anyone knows people choose
// (keyboard walks, first names, sports, animals, months, brands, phrases), and multiplied by the
// endings people add. No published list was copied.
#include "audmg/identity/common_passwords.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace audmg::identity {
namespace {

constexpr std::string_view kWords =
    "password passwort passwd pass passw0rd passcode passphrase motdepasse contrasena senha "
    "parola wachtwoord haslo heslo lozinka salasana qwerty qwertyui qwertyuiop qwertz "
    "qwertzuiop azerty azertyuiop asdf asdfg asdfgh asdfghj asdfghjk asdfghjkl zxcv zxcvb "
    "zxcvbn zxcvbnm qazwsx qazwsxedc 1qaz2wsx 1q2w3e4r 1q2w3e 1q2w3e4r5t q1w2e3r4 q1w2e3 "
    "zaq12wsx zaq1zaq1 qweasd qweasdzxc qwer qweqwe asdasd zxczxc asdzxc qwaszx wsxedc 1qazxsw2 "
    "zaqwsx abc abcd abcde abcdef abc123 a1b2c3 a1b2c3d4 1a2b3c 1a2b3c4d aa123456 a123456 admin "
    "admin123 administrator root toor user guest login test tester testing test123 testtest "
    "demo default changeme change letmein letmeinnow openup opensesame sesame enter access "
    "secret secrets topsecret private hidden trustno1 trustnoone nopassword mypassword "
    "thepassword newpassword oldpassword yourpassword welcome hello helloworld hellokitty hi "
    "goodbye bye please thankyou thanks whatever nothing something anything someone nobody "
    "everybody iloveyou iloveu iloveme loveyou loveme lovely lover lovers love lovelove mylove "
    "truelove loveless inlove forever always together sweetheart sweetie sweet sweety honey "
    "honeybee darling babygirl babyboy baby babe babydoll princess prince queen king kingdom "
    "princesa principe reina rey beautiful beauty pretty cutie cutiepie cute sexy sexygirl "
    "hottie hotgirl handsome gorgeous angel angels angelo angela angelica angelina devil demon "
    "satan lucifer heaven hell jesus jesuschrist jesusloves christ christian god godbless "
    "godisgood godislove blessed bless faith hope grace glory church bible allah sunshine "
    "sunset sunrise sunny moonlight moon moonshine star stars starlight starfish rainbow "
    "butterfly flower flowers rose roses daisy lily tulip jasmine violet orchid lavender "
    "blossom garden nature forest mountain river ocean island beach summer winter spring autumn "
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday weekend holiday vacation birthday "
    "christmas halloween easter monkey dragon dragonball dragons tiger tigers tigger lion lions "
    "panther panthers jaguar leopard cheetah wolf wolves wolfpack wolverine bear bears eagle "
    "eagles falcon falcons hawk hawks phoenix raven ravens cowboy cowboys dolphin dolphins "
    "shark sharks whale turtle rabbit bunny hamster kitten kitty kittycat cat cats catdog dog "
    "doggy doggie dogs puppy puppies puppylove horse horses pony unicorn chicken turkey penguin "
    "spider scorpion snake cobra viper python hornet mustang bronco broncos stallion mickey "
    "mickeymouse minnie donald donaldduck goofy pluto daffy bugsbunny tweety snoopy garfield "
    "scooby scoobydoo pokemon pikachu charizard mario supermario luigi zelda sonic sephiroth "
    "cloud naruto sasuke goku vegeta sailormoon batman superman spiderman ironman hulk thor "
    "avenger avengers captain america joker robin wonderwoman superstar superhero starwars "
    "startrek skywalker darthvader vader yoda jedi matrix neo trinity morpheus gandalf frodo "
    "legolas aragorn hobbit mordor lordoftherings harrypotter harry potter hermione hogwarts "
    "gryffindor voldemort terminator rambo rocky godzilla gladiator spartan spartacus warrior "
    "warriors warlock wizard merlin magic magician mystic knight ninja samurai pirate pirates "
    "viking vikings raider raiders hunter shooter killer killers assassin sniper soldier "
    "military marine marines navy army airforce police fireman firefighter doctor nurse teacher "
    "student school college university football soccer baseball basketball volleyball softball "
    "hockey tennis golf golfer rugby cricket boxing wrestling wrestler swimming swimmer runner "
    "running skater skateboard surfer surfing snowboard racing racer nascar formula1 ferrari "
    "porsche lamborghini mercedes bmw audi toyota honda nissan suzuki yamaha kawasaki harley "
    "harleydavidson davidson ducati corvette camaro chevrolet chevy chevelle dodge ford "
    "fordf150 volkswagen volvo subaru mazda jeep hummer cadillac lexus bentley yankees yankee "
    "redsox lakers celtics bulls chicago packers steelers patriots giants dodgers cubs mets "
    "braves redskins chargers liverpool arsenal chelsea manchester manutd mancity barcelona "
    "realmadrid juventus milan inter bayern dortmund benfica porto ajax galatasaray fenerbahce "
    "besiktas barca messi ronaldo cristiano neymar beckham maradona zidane jordan kobe lebron "
    "tyson michael jennifer jessica michelle ashley amanda nicole daniel danielle matthew "
    "joshua andrew anthony robert william richard charles thomas christopher david james john "
    "johnny johnson joseph steven stephen steve brian kevin jason justin brandon ryan tyler "
    "jacob nicholas alexander alexandra alexandre alexandr alexis alex benjamin samantha "
    "elizabeth stephanie melissa rebecca rachel sarah sara heather amber brittany megan lauren "
    "victoria natalie natasha vanessa veronica valerie vincent patrick patricia barbara "
    "margaret katherine catherine kimberly christine christina cristina martin martina maria "
    "marina marie mary mariana anna annie andrea andreas adrian adriana antonio fernando "
    "fernanda francisco francesco giovanni giuseppe roberto ricardo eduardo alejandro alejandra "
    "carlos carolina caroline charlie charlotte claudia danny dennis diana dominic douglas "
    "edward elena emily emma eric erica eugene florence francis frank freddy frederick gabriel "
    "gabriela gabriella george gerald gloria gordon gregory hannah harold heidi helen henry "
    "howard isabel isabella isabelle jackson jackie jacqueline jasmin jeffrey jeremy jerry "
    "jonathan jonathon jose juan julia julian juliana julie karen karina kathleen kathryn keith "
    "kenneth kristen kristina larry laura lawrence leonard leonardo linda lindsay lindsey lisa "
    "louise lucas lucky luis madison maggie marcus marcel mark marshall marvin maurice maximus "
    "max maxwell melanie miguel mike mitchell molly monica morgan nathan nathaniel oliver "
    "olivia oscar pamela paul paula pedro peter philip phillip pierre rafael ralph ramon "
    "raymond renee roger ronald rosemary russell ruth sabrina sally samuel sandra scott "
    "sebastian serena sergio shannon sharon shelby sierra simon simone sophia sophie spencer "
    "stanley stella stewart susan suzanne sydney taylor teresa theresa theodore tiffany timothy "
    "tony travis trevor tristan valentin valentina valentine valeria vladimir walter wesley "
    "whitney yvonne zachary sergey sergei dmitry dmitri ivan nikita nikolai oleg igor olga "
    "svetlana tatiana ekaterina anastasia alexey aleksandr mohammed muhammad mohamed ahmed ali "
    "omar hassan hussein fatima aisha krishna ganesh lakshmi sairam shiva priya rahul deepak "
    "sanjay vijay kumar india bharat pakistan karachi lahore england london scotland ireland "
    "dublin france paris germany berlin deutschland hamburg austria vienna switzerland schweiz "
    "italy italia roma spain espana madrid portugal lisboa brasil brazil argentina mexico "
    "colombia venezuela american usa newyork california losangeles hollywood sandiego "
    "sanfrancisco texas dallas houston austin florida miami orlando boston seattle denver "
    "atlanta detroit philadelphia canada toronto montreal vancouver australia melbourne "
    "newzealand africa egypt china beijing shanghai hongkong japan tokyo korea russia moscow "
    "moskva ukraine kiev poland polska warszawa istanbul greece athens israel jamaica computer "
    "computers internet network laptop desktop keyboard mouse monitor printer software hardware "
    "program programmer developer engineer engineering hacker hacking hackers server database "
    "windows windowsxp microsoft apple macintosh iphone ipod samsung nokia motorola blackberry "
    "android google gmail yahoo hotmail facebook twitter youtube myspace instagram linkedin "
    "amazon paypal netflix oracle cisco linux ubuntu debian redhat unix solaris nintendo "
    "playstation xbox xbox360 gamecube gamer gaming games game gameboy gameover counterstrike "
    "counter strike halflife warcraft starcraft diablo minecraft fortnite roblox overwatch "
    "leagueoflegends runescape everquest skyrim fallout assassins metallica slipknot nirvana "
    "megadeth ironmaiden acdc guitar guitarist bassman drummer drums piano violin saxophone "
    "trumpet music musica musical rocknroll rockstar rockandroll hiphop rapper eminem tupac "
    "50cent beatles elvis elvispresley madonna britney beyonce rihanna shakira ladygaga bieber "
    "justinbieber onedirection greenday blink182 linkinpark radiohead coldplay pinkfloyd "
    "ledzeppelin zeppelin rollingstones aerosmith bonjovi kisskiss depeche depechemode thecure "
    "chocolate chocolat cookie cookies candy candyman sugar cinnamon vanilla caramel cupcake "
    "pancake muffin brownie cheese cheesecake pizza spaghetti hamburger burger bacon butter "
    "peanut peanuts pickle pepper ginger orange banana bananas cherry cherries strawberry "
    "blueberry raspberry peaches peach mango coconut pineapple watermelon lemon tomato potato "
    "carrot pumpkin coffee cappuccino starbucks cocacola pepsi drpepper mountaindew budlight "
    "budweiser heineken guinness jackdaniels whiskey vodka tequila captainmorgan marlboro "
    "newport beer beerbeer drinker red blue green yellow purple pink black white silver gold "
    "golden brown grey gray crimson bluesky blueeyes blackcat blackie blacky blackjack "
    "blackhawk blackbird whitecat redhead redrum purplerain diamond diamonds crystal emerald "
    "ruby sapphire pearl jewel platinum money moneymoney dollar million millions millionaire "
    "rich richie business manager president director boss bigboss bigboy bigdaddy bigman bigdog "
    "badboy badgirl badass goodboy goodgirl gangsta thuglife player playboy playgirl pimp "
    "master masters masterkey mastermind mister mistress monster monsters crazy crazygirl "
    "crazyboy insane psycho lunatic maniac freedom freeman free liberty justice peace peaceful "
    "peacelove happy happiness happyday smile smiley smiles laugh joy joyful dream dreamer "
    "dreams dreaming believe destiny fantasy fantastic miracle luckyone luckydog fortune charm "
    "charming perfect excellent awesome amazing wonderful brilliant genius intelligent smart "
    "special precious treasure friend friends friendship bestfriend bestfriends bff buddy "
    "buddies family mommy mother motherlode mom momanddad mama mamapapa mamamia daddy father "
    "dad daddysgirl sister sisters brother brothers bigbrother grandma grandpa granny uncle "
    "cousin husband wife boyfriend girlfriend married marriage wedding bride children child "
    "kids daughter junior senior lady ladybug ladies woman women gentleman girls boys teen "
    "teenager freak freaky geek nerd loser winner winners champion champions victory victor "
    "number1 numberone onelove theone onlyme onlyone me myself itsme mine yours life lifeisgood "
    "mylife goodlife live living alive death dead deadman deadpool ghost ghostrider vampire "
    "vampires twilight zombie zombies skull skeleton darkness darkangel darkside darkknight "
    "dark shadow shadows midnight nightmare night nightwish blood bloody evil thunder "
    "thunderbird lightning storm stormy hurricane tornado blizzard snow snowman snowball "
    "snowflake snoopdogg ice iceman icecream fire fireball firebird firefly firefox flame "
    "inferno volcano earth earthquake water waterfall windy wind sky skyline skyhigh airplane "
    "aircraft airborne pilot aviation flying flyer boeing rocket rocketman spaceman space "
    "galaxy universe planet saturn jupiter mercury venus mars neptune apollo zeus athena "
    "poseidon hercules achilles odyssey olympus titan titans titanic atlantis atlantic pacific "
    "explorer explore adventure discovery voyager enterprise galactica stargate babylon5 xfiles "
    "mulder scully simpsons homer bart simpson southpark cartman futurama familyguy sopranos "
    "seinfeld lost prison prisonbreak scarface tonymontana godfather corleone goodfellas casino "
    "poker pokerface jackpot lottery bingo gambler lasvegas vegas bond jamesbond goldeneye "
    "moneypenny sherlock watson holmes detective secretagent spyder cooper hendrix jimihendrix "
    "bobmarley marley reggae rastaman rasta cherokee apache comanche geronimo navajo dakota "
    "montana nevada arizona colorado alabama tennessee kentucky michigan minnesota wisconsin "
    "oregon georgia virginia maryland jersey newjersey brooklyn bronx manhattan harlem compton "
    "westside eastside southside northside airsoft paintball skateboarding fishing fisherman "
    "fish fishes bassfish hunting camping hiking biking biker bicycle motorcycle motocross "
    "truck trucker trucks tractor farmer farming johndeere caterpillar diesel turbo engine "
    "mechanic driver drive speed speedy speedster racecar fast fastball faster furious nitro "
    "nismo supra celica civic accord integra prelude eclipse galant lancer impreza altima "
    "maxima sentra stealth charger challenger transam bigblock smallblock rangers ranger "
    "panasonic sony toshiba logitech philips siemens kodak canon nikon pentium radeon nvidia "
    "geforce intel asus dell compaq gateway lenovo thinkpad inspiron optiplex dreamcast sega "
    "atari commodore amiga wiiwii pacman tetris donkey donkeykong kingkong kingfisher kingpin "
    "kingston queenbee royal royals emperor empire imperial dynasty sultan sheikh pharaoh "
    "cleopatra caesar julius brutus cicero plato socrates aristotle einstein newton galileo "
    "darwin tesla edison mozart beethoven picasso raphael donatello michelangelo shakespeare "
    "romeo juliet hamlet othello macbeth mercutio ophelia dickens tolkien rowling narnia aslan "
    "tinkerbell peterpan cinderella snowwhite belle ariel aladdin simba nemo shrek fiona tarzan "
    "pocahontas mulan frozen elsa olaf barbie bratz teddybear teddy bearbear pooh winnie "
    "winniethepooh eeyore piglet bambi dumbo thumper stitch lilo spongebob patrickstar "
    "squidward sandy jimmy jimmyneutron kimpossible powerpuff bubbles buttercup bugs "
    "looneytunes taz tasmania roadrunner pussycat pussy fuckyou fuckme fuckoff asshole bitch "
    "bitches bastard bullshit shit sex sexsex sexsexsex pornstar bikini qwe123 qwe123qwe 123qwe "
    "123qweasd 123qweasdzxc q1q1q1q1 qq123456 1111qqqq asd123 asd123asd zxc123 123abc 123asd "
    "123zxc abcd1234 abcd123 abc12345 abcabc xxxxxx zzzzzz 159753 147258369 147258 258456 "
    "789456123 789456 741852963 741852 963852741 147852369 147852 159357 951753 753951 "
    "123654789 123654 987654321 0987654321 9876543210 1029384756 1357924680 2468 13579 135790 "
    "246810 314159 31415926 3141592654 271828 142536 192837465 192837 112358 11235813 102030 "
    "10203040 101010 20202020 11223344 1122334455 12344321 123454321 1234554321 123456654321 "
    "12qwaszx 12qw12qw 12qwas 1234qwer 4rfv5tgb 5tgb6yhn 2wsx3edc 3edc4rfv 1qaz1qaz 2wsx2wsx "
    "zaq1xsw2 xsw2zaq1 1qaz2wsx3edc qazxsw qazxswedc edcrfv rfvtgb tgbyhn yhnujm ujmik plokij "
    "plokijuh okmijn poiuyt poiuytrewq lkjhgf lkjhgfdsa mnbvcxz mnbvcx rewq trewq fdsa gfdsa "
    "vcxz bvcxz password123 passwordpassword superuser supervisor sysadmin webmaster wordpress "
    "joomla drupal mysql postgres postgresql sqlserver tomcat jenkins docker kubernetes ubnt "
    "cisco123 router modem wireless wifi wifipassword netgear linksys dlink tplink huawei zte "
    "vodafone telekom verizon comcast sprint tmobile mobile cellphone telephone phone audio "
    "audmg mediadrive photo photos picture pictures image images video videos movie movies "
    "camera photography photographer upload download downloads storage backup cloudstorage "
    "temporary temppass temp tempo template sample example foobar foo bar barfoo foobarbaz "
    "lorem ipsum loremipsum correcthorsebatterystaple correcthorse batterystaple horsebattery "
    "staple thisisapassword thisismypassword thisisit thisisme idontknow dontknow iforgot "
    "forgot forgotten remember rememberme donotenter keepout nomore nomoretears noway notebook "
    "never neverland neverever nevermind notme noone nono yesyes yesno okok okay hahaha "
    "hahahaha hehehe lalala lalalala blabla blahblah blahblahblah yadayada bangbang boomboom "
    "boomer booboo bookworm book books library reading writer writing poetry poet artist "
    "artwork painter painting drawing design designer fashion model modelo dancer dancing dance "
    "dances ballet ballerina gymnast gymnastics cheer cheerleader cheerleading cheerleaders "
    "yoga fitness gymrat muscle strong strength power powerful powerball powerman powers energy "
    "electric electricity electron proton neutron atomic nuclear quantum physics chemistry "
    "biology science scientist medicine pharmacy hospital surgery dentist lawyer attorney "
    "accountant account accounting finance banking bank banker broker trader trading bitcoin "
    "crypto wallet dogecoin ethereum satoshi elonmusk trump donaldtrump obama barackobama "
    "clinton hillary reagan kennedy lincoln washington jefferson roosevelt churchill napoleon "
    "stalin lenin putin gorbachev mandela gandhi buddha buddhist karma zen zenmaster meditation "
    "namaste welcomehome homerun homeboy homegirl home homesweethome house household housewife "
    "mansion castle palace cottage cabin apartment building kitchen bathroom bedroom bed window "
    "door doors table chair lamp light lights mirror clock watch watcher watchman bracelet "
    "necklace earring ring rings tattoo piercing pierced makeup lipstick perfume chanel gucci "
    "prada versace armani adidas nike reebok puma converse vans timberland levis wrangler denim "
    "leather velvet satin silk cotton cashmere sweater jacket hoodie";

/// What people put behind a word when they must. Years come by rule.
constexpr std::string_view kEndings =
    "1 2 3 4 5 6 7 8 9 0 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 "
    "25 "
    "26 27 28 29 30 33 42 44 45 55 56 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 "
    "84 "
    "85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 00 000 007 100 101 111 121 123 222 234 321 333 "
    "345 "
    "360 420 444 456 500 555 567 600 666 678 700 711 747 777 786 789 888 911 999 1111 1212 1313 "
    "1234 "
    "12345 123456 1234567 12345678 123456789 1234567890 1122 112233 4321 54321 654321 6969 0000 "
    "0123 "
    "123123 123321 111111 ! !! !!! . .. ? * # @ $ - _ !1 1! 12! 123! 1234! 12345! !123 !@# !@#$ "
    "@123 "
    "@1234 #1 #123 $1 1@ 1# 1$ 1. 123. 123# 123$ 123@ _1 _123 -1 .1 1a 1q 1234abcd abc abcd xyz "
    "qwe "
    "qwerty asd er s me man boy girl baby";

constexpr int kFirstYear = 1930;
constexpr int kLastYear = 2039;

std::vector<std::string_view> split_sorted(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    words.push_back(text.substr(0, space));
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  std::ranges::sort(words);
  return words;
}

const std::vector<std::string_view>& words() {
  static const auto kSorted = split_sorted(kWords);
  return kSorted;
}

const std::vector<std::string_view>& endings() {
  static const auto kSorted = split_sorted(kEndings);
  return kSorted;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

int to_number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_year(std::string_view text) {
  return text.size() == 4 && is_number(text) && to_number(text) >= kFirstYear &&
         to_number(text) <= kLastYear;
}

bool is_word(std::string_view text) { return std::ranges::binary_search(words(), text); }

bool is_ending(std::string_view text) {
  if (text.empty() || std::ranges::binary_search(endings(), text)) return true;
  if (text.ends_with('!')) text.remove_suffix(1);
  return is_year(text);
}

/// "p@ssw0rd" as "password". One letter a symbol; 1 stands for i or l, so both are tried.
std::string read_symbols(std::string_view text, char one) {
  std::string plain(text);
  for (char& c : plain) {
    switch (c) {
      case '@':
      case '4':
        c = 'a';
        break;
      case '3':
        c = 'e';
        break;
      case '0':
        c = 'o';
        break;
      case '$':
      case '5':
        c = 's';
        break;
      case '7':
        c = 't';
        break;
      case '1':
      case '!':
        c = one;
        break;
      default:
        break;
    }
  }
  return plain;
}

/// A word of the list, once or twice or with another one before it.
bool is_wordlike(std::string_view text) {
  if (is_word(text)) return true;
  const std::size_t half = text.size() / 2;
  return text.size() % 2 == 0 && is_word(text.substr(0, half)) &&
         text.substr(0, half) == text.substr(half);
}

bool is_word_with_ending(std::string_view text) {
  for (std::size_t split = text.size(); split >= 3; --split) {
    if (!is_ending(text.substr(split))) continue;
    const std::string_view head = text.substr(0, split);
    if (is_wordlike(head) || is_wordlike(read_symbols(head, 'i')) ||
        is_wordlike(read_symbols(head, 'l'))) {
      return true;
    }
  }
  return false;
}

/// The same piece of up to four characters again and again: aaaaaaaa, 12121212, abcdabcd.
bool is_repetition(std::string_view text) {
  for (std::size_t period = 1; period <= 4 && period * 2 <= text.size(); ++period) {
    bool repeats = true;
    for (std::size_t i = period; i < text.size() && repeats; ++i) {
      repeats = text[i] == text[i - period];
    }
    if (repeats) return true;
  }
  return false;
}

/// Each character followed by its neighbour in one direction: 23456789, hgfedcba, rows of keys.
bool is_run(std::string_view text) {
  constexpr std::array<std::string_view, 8> kRows = {
      "01234567890123456789", "abcdefghijklmnopqrstuvwxyz",
      "qwertyuiop[]",         "asdfghjkl;'",
      "zxcvbnm,./",           "!@#$%^&*()_+",
      "qwertzuiop",           "azertyuiop"};
  const std::string reversed(text.rbegin(), text.rend());
  return std::ranges::any_of(
      kRows, [&](std::string_view row) { return row.contains(text) || row.contains(reversed); });
}

/// Two runs side by side: 1234qwer, abcd1234, qwerasdf.
bool is_two_runs(std::string_view text) {
  for (std::size_t split = 3; split + 3 <= text.size(); ++split) {
    if (is_run(text.substr(0, split)) && is_run(text.substr(split))) return true;
  }
  return false;
}

/// Eight digits that are a day: 19840315, 15031984, 03151984.
bool is_date(std::string_view text) {
  if (text.size() != 8 || !is_number(text)) return false;
  const auto is_day = [](std::string_view a, std::string_view b) {
    const int x = to_number(a);
    const int y = to_number(b);
    return x >= 1 && y >= 1 && ((x <= 12 && y <= 31) || (x <= 31 && y <= 12));
  };
  return (is_year(text.substr(0, 4)) && is_day(text.substr(4, 2), text.substr(6, 2))) ||
         (is_year(text.substr(4, 4)) && is_day(text.substr(0, 2), text.substr(2, 2)));
}

}  // namespace

bool is_common_password(std::string_view password) {
  // Nothing on the list is longer, and no pattern that matters is.
  constexpr std::size_t kMaxLength = 40;
  if (password.size() > kMaxLength) return is_repetition(password);
  std::string lower(password);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  std::string_view text = lower;
  if (is_repetition(text) || is_run(text) || is_two_runs(text) || is_date(text)) return true;
  if (is_word_with_ending(text)) return true;
  // An ending can also stand in front: 123password.
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  return digits > 0 && is_ending(text.substr(0, digits)) &&
         is_word_with_ending(text.substr(digits));
}

std::size_t common_password_count() {
  const std::size_t years = kLastYear - kFirstYear + 1;
  return words().size() * (1 + endings().size() + years);
}

}  // namespace audmg::identity
