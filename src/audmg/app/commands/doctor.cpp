// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/core/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace audmg::app {
namespace {

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::ok:
      return "ok";
    case Verdict::warn:
      return "warn";
    case Verdict::fail:
      return "fail";
  }
  return "fail";
}

}  // namespace

ExitCode run(const DoctorCommand& command, const config::Settings& settings) {
  const DataLayout layout = layout_of(settings);
  const TimePoint now = SystemClock().now();
  std::vector<Finding> findings;
  const auto add = [&](std::vector<Finding> more) {
    findings.insert(findings.end(), more.begin(), more.end());
  };
  for (const std::string& warning : settings.warnings) {
    add({{Verdict::warn, "settings", warning, "Correct or remove it."}});
  }
  add(check_data_folder(layout));
  add(check_disk(settings, layout));
  if (settings.uses_aws()) {
    add(check_aws(settings));
  } else {
    add(check_database(layout));
    const EncryptionCheck encryption = check_encryption(settings, layout);
    add(check_integrity(layout, now, encryption.keyring.get()));
    add(check_secrets(settings, layout));
    add(encryption.findings);
  }
  add(check_mail(settings));
  add(check_alarms(settings, command.trial_alarm));
  add(check_backup(settings, now));
  add(check_tls(settings, now));
  add(check_ports(settings, layout));
  add(check_clock(now));
  add(check_limits(settings));
  add(check_decoders());
  for (const Finding& finding : findings) {
    fmt::print("{:<4}  {:<20}  {}\n", word(finding.verdict), finding.subject,
               printable(finding.text));
    if (!finding.advice.empty()) fmt::print("{:<28}-> {}\n", "", printable(finding.advice));
  }
  const bool failed = std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.verdict == Verdict::fail; });
  return failed ? ExitCode::failure : ExitCode::success;
}

}  // namespace audmg::app
