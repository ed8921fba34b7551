// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/data_folder/drive_address.hpp"
#include "audmg/app/data_folder/drive_key.hpp"
#include "audmg/app/data_folder/home_certificate.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/lib/qrencode/code.hpp"
#include "audmg/site/trust_pages.hpp"

#include <fmt/format.h>

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

constexpr const char* kAnotherIsUsed =
    "AUDMG_TLS_CERTIFICATE is set: the drive uses that one until you unset it.\n";

ExitCode refuse(const Error& error) {
  const bool usage = error.code == ErrorCode::invalid_argument;
  return report(error.message, usage ? ExitCode::usage : ExitCode::failure);
}

std::string list_of(const openssl::ServerNames& names) {
  std::string text;
  for (const auto* const list : {&names.hosts, &names.addresses}) {
    for (const std::string& name : *list) text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

std::string trust_page(const openssl::ServerNames& names, const config::Settings& settings) {
  return config::default_public_url({name_for_others(names), settings.listen.port}, false) +
         std::string(site::kTrustPage);
}

void print_for_people(const HomeCertificate& own, const config::Settings& settings) {
  const std::string page = trust_page(own.names, settings);
  fmt::print(
      "Names        {}\n"
      "Good until   {}\n"
      "Devices open {}\n"
      "SHA-256      {}\n",
      printable(list_of(own.names)), format_rfc3339(own.not_after), page, own.fingerprint);
  if (::isatty(STDOUT_FILENO) != 1) return;
  if (const auto code = qrencode::terminal_code(page)) fmt::print("\n{}", *code);
}

void print_names(json::Writer& json, std::string_view key, const std::vector<std::string>& names) {
  json.key(key).begin_array();
  for (const std::string& name : names) json.value(name);
  json.end_array();
}

void print_json(const HomeCertificate& own, const config::Settings& settings) {
  json::Writer json;
  json.begin_object();
  print_names(json, "hosts", own.names.hosts);
  print_names(json, "addresses", own.names.addresses);
  json.field("notAfter", format_rfc3339(own.not_after))
      .field("trustPage", trust_page(own.names, settings))
      .field("fingerprint", own.fingerprint)
      .field("authority", own.authority)
      .end_object();
  fmt::print("{}\n", json.text());
}

/// Returns whether a server runs that has been told to load the certificate again.
bool tell_server(const DataLayout& layout) {
  const auto owner = find_lock_owner(layout);
  return owner && owner->pid > 0 && owner->command.starts_with("audmg serve") &&
         ::kill(owner->pid, SIGHUP) == 0;
}

}  // namespace

ExitCode run(const CertificateCreateCommand& command, const config::Settings& settings) {
  const DataLayout layout = layout_of(settings);
  if (const auto made = create_data_folder(layout); !made) return refuse(made.error());
  const auto keyring = read_drive_keyring(settings, layout);
  if (!keyring) return refuse(keyring.error());
  const auto made =
      create_home_certificate(layout, {.hosts = command.hosts, .addresses = command.addresses},
                              SystemClock().now(), keyring->get());
  if (!made) return refuse(made.error());
  const auto own = inspect_home_certificate(layout);
  if (!own) return refuse(own.error());
  print_for_people(*own, settings);
  say("\nStart the drive again; AUDMG_LISTEN must be an address that devices reach, such as "
      "0.0.0.0:8420.\nThen open the page above on each of them, and compare the SHA-256.\n");
  if (!has_host_for_others(own->names)) {
    say("Browsers make passkeys for names only: to have them, `audmg certificate renew` with a "
        "--host, too.\n");
  }
  if (!settings.tls_certificate.empty() && !uses_home_certificate(settings)) say(kAnotherIsUsed);
  return ExitCode::success;
}

ExitCode run(const CertificateRenewCommand& command, const config::Settings& settings) {
  const DataLayout layout = layout_of(settings);
  const auto keyring = read_drive_keyring(settings, layout);
  if (!keyring) return refuse(keyring.error());
  const auto renewed =
      renew_home_certificate(layout, {.hosts = command.hosts, .addresses = command.addresses},
                             SystemClock().now(), keyring->get());
  if (!renewed) return refuse(renewed.error());
  const auto own = inspect_home_certificate(layout);
  if (!own) return refuse(own.error());
  fmt::print("{}, good until {}\n", printable(list_of(own->names)), format_rfc3339(own->not_after));
  if (!uses_home_certificate(settings)) {
    say(kAnotherIsUsed);
  } else if (tell_server(layout)) {
    say("The running server takes it for new connections.\n");
  }
  return ExitCode::success;
}

ExitCode run(const CertificateShowCommand& command, const config::Settings& settings) {
  const auto own = inspect_home_certificate(layout_of(settings));
  if (!own) return refuse(own.error());
  if (command.json) {
    print_json(*own, settings);
  } else {
    print_for_people(*own, settings);
  }
  return ExitCode::success;
}

}  // namespace audmg::app
