// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/client_help.hpp"

namespace audmg::app {

constexpr std::string_view kClientHelp = R"(Usage: audmg client <command> [options]

Uses a drive from any machine, at home or on AWS, over HTTP as the web app does. The log-in is kept
in $XDG_CONFIG_HOME/audmg/client.json (~/.config without it), readable only by you.

Commands
  login URL [--user NAME]       Log in; asks for what is missing, also for a second factor. NAME is
                                a username or an address. Takes an app password, too.
  logout                        End the session, and forget it here
  ls                            List the files, the newest uploads first
  search WORDS...               Search as the web app does: all words must match; "a phrase",
                                -word, camera:canon, place:porto, 2019, july 2019
  put FILE|FOLDER...            Send files, and all those in folders. What the drive has is not
                                sent again. Live photos (.mov, .mp4) and sidecars (.xmp) go with the
                                picture of the same name. The dates of the files go with them.
  get ID|NAME [-o FILE]         Fetch an original, and compare its bytes with its digest
  export FOLDER                 Copy the library: YYYY/MM/name, an .xmp beside each file that has a
                                description, keywords, a place or a rating, and collections.json

An interrupted put, get or export goes on where it stopped when it is started again. In folders,
hidden files and symbolic links are passed over.

Options
  --password-stdin    login: read the password from the first line of standard input. AUDMG_PASSWORD
                      is used when it is set. Otherwise it is asked for on the terminal.
  --ca-file FILE      login: trust these authorities (PEM), for a certificate of your own
  --kind KIND         ls, search: image or audio
  --sort ORDER        ls, search: uploaded, date, name, size, duration, title, album, relevance
  --order DIRECTION   ls, search: asc or desc
  --limit N           ls, search: at most so many
  --json              ls, search: print what the drive says of each file, for scripts
  --jobs N            put, export: transfers at the same time (4; at most 32)
  -o, --output FILE   get: the name of the copy, or a folder for it
  --since DATE        export: only what was uploaded since then (2024-01-31, in UTC)

Exits 1 when something was not sent or fetched; the last lines say what and why.

Examples
  audmg client login https://drive.example.org --user ada
  audmg client put ~/Pictures ~/Music
  audmg client search beach 2019 --kind image
  audmg client search -- sunset -beach
  audmg client ls --sort size --limit 20
  audmg client get IMG_2031.HEIC -o ~/Desktop/
  audmg client export /mnt/disk2/photos --jobs 8
  audmg client search zürich --json | jq -r '.[].fileName'
)";

}  // namespace audmg::app
