// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/banner.hpp"

#include <fmt/format.h>

namespace audmg::app {

std::string banner(const BannerFacts& facts) {
  std::string text = fmt::format(
      "\n"
      "Audmg Drive {} is ready: {}\n"
      "  data folder  {}\n"
      "  metrics      {}/metrics\n"
      "  stop         Ctrl-C\n\n"
      "{}"
      "  URL={}\n",
      AUDMG_VERSION, facts.url, facts.data_folder, facts.metrics_url,
      facts.web_app ? "Open it in a browser, or begin in another terminal:\n"
                    : "Begin in another terminal:\n",
      facts.url);
  if (facts.signup) {
    text +=
        "  curl $URL/signup -H 'Content-Type: application/json' \\\n"
        "    -d '{\"username\":\"ada\",\"password\":\"correct horse battery\","
        "\"email\":\"ada@example.org\"}'\n";
  } else {
    text += "  audmg user add ada --email ada@example.org    (sign-up is off)\n";
  }
  text +=
      "  TOKEN=$(curl -s $URL/login -H 'Content-Type: application/json' \\\n"
      "    -d '{\"username\":\"ada\",\"password\":\"correct horse battery\"}' |\n"
      "    sed 's/.*\"token\":\"\\([^\"]*\\)\".*/\\1/')\n"
      "  curl $URL/upload -H \"Authorization: Bearer $TOKEN\" -F file=@photo.jpg\n"
      "  curl $URL/retrieve -H \"Authorization: Bearer $TOKEN\"\n\n";
  return text;
}

}  // namespace audmg::app
