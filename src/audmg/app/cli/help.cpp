// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/help.hpp"

#include "audmg/app/cli/client_help.hpp"
#include "audmg/config/setting_docs.hpp"
#include "audmg/config/setting_table.hpp"
#include "audmg/core/text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace audmg::app {
namespace {

constexpr std::size_t kLineWidth = 96;

constexpr std::string_view kGeneral =
    R"(Audmg Drive keeps your images and audio on your own machine and serves them over HTTP.

Usage: audmg <command> [options] [settings]

Commands
  serve                                Run the drive until SIGTERM or Ctrl-C
  worker                               Work on jobs for servers with AUDMG_ADAPTERS=aws
  user add NAME --email ADDRESS        Add a user; asks for the password
  user list [--json]                   List the users
  user passwd NAME                     Set a new password; ends all sessions of the user
  user reset-link NAME                 Make a link by which the user sets a new password
  user reset-factors NAME              Take away the second factors that a user has lost
  user invite [--admin]                Make a link that makes one account
  user role NAME admin|user            Make a user an admin of the drive, or no longer one
  user disable NAME | enable NAME      Lock a user out, or let the user in again
  user delete NAME [--yes]             Remove a user with all files
  jobs list [--state STATE]            List the messages in a queue: what waits, what failed
  jobs show ID | retry ID              Look at one message, or have it tried again
  jobs redrive                         Have all messages that failed for good tried again
  jobs pause | resume                  Stop taking messages from a queue, or go on
  media rebuild [--dry-run]            Bring files up to date after the plan or the program changed
  key create FILE | status             Make a key for encryption, or look whether it is in force
  key apply | rotate FILE              Encrypt the files from before, or change the key
  verify [--deep] [--subset N%]        Prove that all files are still there and whole
  repair --adopt                       Make lost rows anew from the files in the object store
  backup create DIR                    Make a snapshot of the drive in a folder, while it is in use
  backup list DIR | verify DIR         Look at the snapshots there, and whether they are whole
  backup restore DIR --to DIR2         Make a drive of a snapshot
  certificate create --host NAME       Make a certificate for a drive in a home network
  certificate renew | show             Issue it anew, or show what devices have to trust
  client login URL | logout            Use a drive on another machine from here: log in and out
  client ls | search WORDS             List files, or search
  client put FILE... | get NAME        Send files and folders, or fetch a file
  client export DIR                    Copy the whole library into a folder
  conform URL                          Try every promise of the API at a drive
  config show [--json]                 Show every setting in force and where it comes from
  doctor                               Check folder, database, disk, certificate, clock and limits
  version                              Show the version of this program and its libraries
  <command> --help                     More about one command

Start here
  audmg serve                          then follow what it prints

)";

constexpr std::string_view kServe = R"(Usage: audmg serve [settings]

Runs the drive in the foreground. JSON log lines go to standard output, words for people to standard
error. All that is kept lies in the data folder, which one process at a time may own.

Signals
  SIGTERM, SIGINT    No new requests; those under way may finish (AUDMG_DRAIN_TIMEOUT), then exit 0.
                     A second one exits at once with 1; nothing that was acknowledged is lost.
  SIGHUP             Read the TLS certificate and key again.
  SIGUSR1, SIGUSR2   Nothing.

Examples
  audmg serve
  audmg serve --data-dir /srv/audmg --listen 0.0.0.0:8420 --public-url https://drive.example.org
  audmg serve --tls-certificate fullchain.pem --tls-key privkey.pem
  AUDMG_SIGNUP=off audmg serve         then add users with `audmg user add`

`audmg --help` lists every setting.
)";

constexpr std::string_view kWorker = R"(Usage: audmg worker [settings]

Takes jobs from the queues of a drive on AWS, or on what speaks like it, and works on them until
SIGTERM: renditions of files, deliveries to subscribers, sweeps. Run as many as there is work for,
beside servers that have AUDMG_WORKERS=off. Needs AUDMG_ADAPTERS=aws and the settings that the
servers have; the data folder is its own, and only holds what is being worked on.

With AUDMG_WORKER_LISTEN it answers GET /livez, GET /readyz (503 when bucket or table do not answer,
or when it was told to stop) and GET /metrics there, to whoever can reach the port.

Signals
  SIGTERM, SIGINT    Give back what is not done, then exit 0. Another worker takes it.
  SIGHUP, SIGUSR1, SIGUSR2
                     Nothing.

Examples
  audmg worker --data-dir /var/lib/audmg-worker --env-file /etc/audmg.env
  audmg worker --media-workers 8
)";

constexpr std::string_view kUser = R"(Usage: audmg user <command> [options] [settings]

Works on the data folder, also while the server runs: it then carries the command out, and what it
lets through changes at once. NAME is a username or an e-mail address.

Commands
  add NAME --email ADDRESS      Add a user
  list [--json]                 List the users, oldest first
  passwd NAME                   Set a new password; all sessions and links of the user die
  reset-link NAME               Print a link for choosing a new password within 30 minutes
  reset-factors NAME            Take away authenticator app, recovery codes and passkeys of a
                                user who lost them; all sessions die, the password alone logs in
  invite [--admin]              Print a link that makes one account, within a week
  role NAME admin|user          Make an admin, who sees accounts but no files, or no longer one
  disable NAME                  Lock out; all sessions and links of the user die, files stay
  enable NAME                   Let in again
  delete NAME [--yes]           Remove with all files, for ever; asks unless --yes is given

What these commands do is in the audit log, as the operator's. passwd and reset-factors also tell
the user by mail where mail is set up.

Options
  --keep-passkeys               reset-factors: leave the passkeys, one of which a log-in then needs
  --password-stdin              add, passwd: read the password from the first line of standard
                                input. Otherwise it is asked for on the terminal. It is never a
                                word of the command line, which every process can read.

Examples
  audmg user add ada --email ada@example.org
  openssl rand -base64 18 | tee ada.txt | audmg user add ada --email ada@example.org --password-stdin
  audmg user passwd ada@example.org
  audmg user reset-factors ada --keep-passkeys
  audmg user list --json --data-dir /srv/audmg
)";

constexpr std::string_view kJobs = R"(Usage: audmg jobs <command> [options] [settings]

Operates the queues; while the server runs, it carries out the command. Work that takes its time
(thumbnails, transcoding, deliveries) waits in a queue as a message. A message that was received 5
times without success is dead: it stays, with its last error, until it is redriven.

Queues
  media     one message per file: read its facts, make its renditions; the default
  events    one message per event and subscriber: deliver it

States
  visible       waits to be received
  delayed       waits until a time, usually after a failed attempt
  in_flight     is being worked on; becomes visible again if that never ends
  dead          failed for good; is not received any more

Commands
  list [--state STATE] [--json]     List the messages, oldest first
  show ID [--json]                  Show one message with its body and its last error
  retry ID                          Make it visible now, dead or not, and forget its attempts
  redrive                           The same for all dead messages of the queue
  pause                             Stop receiving from the queue: messages in flight may finish,
                                    new ones wait. Lasts across restarts.
  resume                            Undo pause

Options
  --queue NAME    list, redrive, pause, resume: media (default) or events

Examples
  audmg jobs list --state dead
  audmg jobs show 019a8f5c-7d2e-7b3a-9c4d-5e6f70819203
  audmg jobs redrive --queue events
  audmg jobs list --json | jq -r '.[] | select(.receiveCount > 1) | .lastError'
)";

constexpr std::string_view kMedia = R"(Usage: audmg media rebuild [options] [settings]

Compares the renditions of every file with the rendition plan in force and has those made that are
lacking: because the plan has a new recipe, another quality, or because a new version of this
program makes it in another way. The others stay as they are. Facts that an earlier version read
(dates, places, tags) are read again, without decoding recordings or making renditions again. A file
stays `ready` meanwhile and shows what it has. Files that were never processed, or have been
`processing` for more than an hour without a new attempt, are processed as a whole.

Begins with the newest files, and everything that is uploaded meanwhile goes first. Works also while
the server runs: the server does the work, and this command keeps at most about 1,000 files waiting
for it (`audmg jobs list` shows them). May be stopped at any time and run again: it then goes on.

Options
  --dry-run    Say what would be done and change nothing
  --failed     Also try files again that failed
  --json       Print the counts for a script

Examples
  audmg media rebuild --dry-run
  audmg media rebuild
  audmg media rebuild --failed --data-dir /srv/audmg
)";

constexpr std::string_view kKey = R"(Usage: audmg key <command> [options] [settings]

Encryption of the stored files. It is on while AUDMG_ENCRYPTION_KEY_FILE names a key, or
AUDMG_ENCRYPTION_PASSPHRASE_FILE a file with a passphrase; from the first start with one, the drive
does not start without it. Names, places and dates are in the database, which is not encrypted.

Nobody can read the files without the key, and nobody can make it again. Keep a copy in another
place (it is short enough to print), and none of them beside a backup.

Commands
  create FILE      Make a key: a text file with mode 0600. Needs no drive and no settings; a file
                   that is there is never replaced
  status           Whether the drive is encrypted, whether the key of the settings is its key, and
                   whether both copies of the keyring are whole
  apply            Encrypt the files from before the key, while the drive is in use. A running
                   server goes on with it if this command is stopped; run it again to wait for it.
                   Each file needs its size again for a moment
  rotate FILE      Make the key in FILE the drive's key in place of that of the settings, and add a
                   new inner key for what comes. Only while no server runs; no file is written anew.
                   Snapshots from before need the former key: keep it as long as them. FILE may be
                   "-": standard input

Options
  --passphrase     rotate: FILE has a passphrase of 12 characters or more
  --json           status, apply: print the answer for a script

Examples
  audmg key create /etc/audmg/drive.key
  AUDMG_ENCRYPTION_KEY_FILE=/etc/audmg/drive.key audmg serve
  audmg key apply
  audmg key create /etc/audmg/new.key && audmg key rotate /etc/audmg/new.key
)";

constexpr std::string_view kRepair = R"(Usage: audmg repair --adopt [options] [settings]

For a drive whose database is lost, empty or older than its files: `audmg serve` then refuses to
start. Makes the rows that are missing anew from the originals and their sidecars in the object
store (names, owners, times, digests), has their renditions made again, and accounts for owners that
are missing. Those have no password: give them one with `audmg user passwd NAME`. Nothing is
removed.

A backup is the better way if there is one: `audmg backup restore --help`. What only the database
knew (log-ins, addresses, history) is lost with it.

Only while no server runs. May be stopped at any time and run again: it then goes on.

Options
  --quarantined    Also bring back what the sweep has put into the quarantine
  --json           Print the counts for a script

Examples
  audmg repair --adopt
  audmg repair --adopt --data-dir /srv/audmg
  audmg repair --adopt --quarantined
)";

constexpr std::string_view kBackup = R"(Usage: audmg backup <command> DIR [options] [settings]

Keeps snapshots of the whole drive in the folder DIR: records, files, and the secrets that the drive
made for itself. All commands work beside the running server, which makes the snapshot itself then.
A snapshot is of one moment and is there whole or not at all. It can be read without this program.

Commands
  create DIR                   Make a snapshot; DIR is made when it is missing
  list DIR                     List the snapshots, the oldest first
  verify DIR                   Look whether a snapshot is whole; exits 1 when it is not
  restore DIR --to DIR2        Make a drive of a snapshot in the folder DIR2, missing or empty. With
                               AUDMG_ADAPTERS=aws without --to: fills the empty table and bucket

Options
  --copy                       create: copy every file once, where hard links would do. Links take
                               no space, but a failing disk damages drive and backup at once
  --keep N                     create: then remove the oldest snapshots but the newest N
  --snapshot ID                verify, restore: another one than the latest, as `list` shows it
  --read-data-subset N%        verify: read only so many of the files, chosen at random; that all are
                               there with the right size is looked at in any case
  --json                       Print the outcome for a script

By itself the server makes snapshots with AUDMG_BACKUP_DIR, AUDMG_BACKUP_SCHEDULE and
AUDMG_BACKUP_KEEP. docs/backup.md says how to keep a copy in another place.

Examples
  audmg backup create /mnt/disk2/audmg-backup
  audmg backup verify /mnt/disk2/audmg-backup --read-data-subset 5%
  audmg backup restore /mnt/disk2/audmg-backup --to /srv/audmg-restored
)";

constexpr std::string_view kVerify = R"(Usage: audmg verify [options] [settings]

Looks at the stored original of every file, whether it is there with its size, and lists those that
are damaged with their owners. What it finds is noted as the scrub notes it, which does the same in
the background all the time (AUDMG_SCRUB_INTERVAL): owners see which of their files are damaged, and
subscribers are told. Files that are known to be damaged are read in any case, and are not damaged
any more when they are whole again.

A damaged file is healed by the same bytes: from a backup in AUDMG_BACKUP_DIR, or when its owner
uploads them once more.

Works also while the server runs, which then does the reading. Exits 1 when files are damaged.

Options
  --deep         Read all bytes of all files and compare their digests
  --subset N%    Read only so many of the files, chosen at random
  --json         Print the outcome for a script

Examples
  audmg verify
  audmg verify --deep
  audmg verify --subset 5% --json
)";

constexpr std::string_view kCertificate = R"(Usage: audmg certificate <command> [options] [settings]

Makes a drive in a home network reachable by https, which browsers want for installing the app,
sharing into it and passkeys, without a name on the internet. A private authority in the data folder
vouches for the drive; each phone and computer is told once to trust it, by a page of the drive:
http://NAME:8420/trust.html. The authority can vouch only for names and addresses in home networks,
and for those that it was made for.

Commands
  create                 Make the authority and a certificate of 200 days. From its next start on
                         the server uses it, unless AUDMG_TLS_CERTIFICATE is set
  renew                  Issue another certificate by the same authority; a running server takes it
                         without dropping a connection. The server does so by itself 60 days before
                         the end
  show [--json]          Show names, end, and the fingerprint to compare on the devices

Options
  --host NAME            create, renew: a name that devices use, such as drive.local
  --address ADDRESS      create, renew: the same for an address, such as 192.168.1.10. Both may be
                         repeated; renew without either keeps the names
  --json                 show: print all of it for a script, with the authority's certificate

A new authority is made after its folder, certificate/ in the data folder, was removed; all devices
then have to trust that one.

Examples
  audmg certificate create --host drive.local --address 192.168.1.10
  audmg certificate renew --host drive.local --host photos.lan
  audmg certificate show
)";

constexpr std::string_view kConform = R"(Usage: audmg conform URL [options]

Tries at a drive, at home or on AWS, what its contract promises: sign-up, log-in, upload and
retrieval word by word as the original README has them, then what is refused and how, another
user's files, ranges, searches, pages, the trash and downloads. Prints for each check what was
expected and what came.

Makes two users with a few small files, and deletes both for good before it ends, also after
Ctrl-C. Their lines in the audit log stay, as of every account. Three sign-ups are sent, and a drive
takes ten an hour from one address.

URL is the address of the API or of the app. On a drive without any account sign up first: the first
account becomes the admin's. Where sign-up is closed, an admin invites the two users.

Options
  --admin NAME            An admin of the drive; asks for the password, and for a code where
                          there is a second factor. AUDMG_PASSWORD is used when it is set.
  --password-file FILE    Read the admin's password from the first line of a file
  --password-stdin        Read it from the first line of standard input
  --ca-file FILE          Trust these authorities (PEM), for a certificate of your own
  --report FILE           Write a report in JSON

Exit codes
  0  everything held
  1  something differs
  2  nothing differs, but something, or everything, could not be tried

Examples
  audmg conform http://localhost:8420
  audmg conform https://d111111abcdef8.cloudfront.net --admin ada --report conform.json
)";

constexpr std::string_view kConfig = R"(Usage: audmg config show [--json] [settings]

Shows every setting in force and where it comes from: a flag, the environment, the .env file or the
built-in default, in this order. Of a secret only (set) is shown.

Examples
  audmg config show
  AUDMG_LISTEN=0.0.0.0:80 audmg config show --log-level debug
  audmg config show --json --env-file /etc/audmg.env
)";

constexpr std::string_view kDoctor = R"(Usage: audmg doctor [--trial-alarm] [settings]

Checks what the drive stands on and says what to do about each finding: settings, data folder, free
space, fsync, database, secrets, mail server, who hears of alarms, TLS files, ports, clock, limits,
decoders. With AUDMG_ADAPTERS=aws credentials, keys, indexes and TTL of the table, versions and CORS
of the bucket, redrive policies of the queues, whether a row, an object and a message come and go,
and whether SES knows the sender and has left its sandbox. Leaves nothing behind, sends no mail,
takes no job from a worker and may run beside the server. Exits 1 when something fails; warnings
alone exit 0.

  --trial-alarm  Sends an alarm, alarm.trial, to the webhook and the mailbox of the settings

Examples
  audmg doctor
  audmg doctor --data-dir /srv/audmg
)";

constexpr std::string_view kExitCodes = R"(
Exit codes
  0  done
  1  could not be done (the port or the data folder is in use, no such user or job, a check failed,
     files are damaged, a backup is damaged or lacks files)
  2  wrong command line or setting; nothing was done (conform: the drive could not be tried)
)";

void append_wrapped(std::string& out, std::string_view text, std::string_view indent) {
  std::size_t column = kLineWidth;
  while (!text.empty()) {
    const std::string_view word = take_until(text, ' ');
    if (column + 1 + word.size() > kLineWidth) {
      if (!out.empty() && out.back() != '\n') out += '\n';
      out.append(indent).append(word);
      column = indent.size() + word.size();
    } else {
      out.append(" ").append(word);
      column += 1 + word.size();
    }
  }
  out += '\n';
}

std::string settings_text() {
  std::string text =
      "Settings: a flag wins over the environment variable, which wins over the .env file\n"
      "  Sizes are written as 10MB or 1GiB, times as 90s, 15m, 48h or 30d.\n\n"
      "  --env-file FILE\n"
      "      File with variables, instead of .env in the folder where the command runs.\n";
  for (const config::SettingDescriptor& setting : config::setting_table()) {
    text += fmt::format("  {} {}  {}", setting.flag, config::value_name(setting), setting.name);
    if (setting.secret) text += fmt::format(" or {}", setting.flag_key());
    if (!setting.default_text.empty()) text += fmt::format("  [{}]", setting.default_text);
    text += '\n';
    append_wrapped(text, setting.help, "      ");
  }
  return text;
}

}  // namespace

std::string help_text(HelpTopic topic) {
  switch (topic) {
    case HelpTopic::general:
      return std::string(kGeneral) + settings_text() + std::string(kExitCodes);
    case HelpTopic::serve:
      return std::string(kServe);
    case HelpTopic::worker:
      return std::string(kWorker);
    case HelpTopic::user:
      return std::string(kUser);
    case HelpTopic::jobs:
      return std::string(kJobs);
    case HelpTopic::media:
      return std::string(kMedia);
    case HelpTopic::key:
      return std::string(kKey);
    case HelpTopic::repair:
      return std::string(kRepair);
    case HelpTopic::backup:
      return std::string(kBackup);
    case HelpTopic::verify:
      return std::string(kVerify);
    case HelpTopic::certificate:
      return std::string(kCertificate);
    case HelpTopic::client:
      return std::string(kClientHelp);
    case HelpTopic::conform:
      return std::string(kConform);
    case HelpTopic::config:
      return std::string(kConfig);
    case HelpTopic::doctor:
      return std::string(kDoctor);
  }
  return {};
}

}  // namespace audmg::app
