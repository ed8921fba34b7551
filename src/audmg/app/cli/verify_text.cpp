// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/verify_text.hpp"

#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/terminal.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace audmg::app {

std::string damage_line(const functions::DamagedFile& file) {
  const std::string owner = file.username.empty() ? file.owner.text() : file.username;
  return printable(fmt::format("{}  {}  {}  {}", owner, file.file.text(), file.name, file.damage)) +
         '\n';
}

std::string verify_text(const functions::ScrubReport& report) {
  constexpr double kMegabyte = 1'000'000;
  std::string text = count_text(report.files_seen, "file") + " looked at";
  if (report.bytes_read > 0) {
    text += fmt::format(", {:.1f} MB read", static_cast<double>(report.bytes_read) / kMegabyte);
  }
  text += '\n';
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) text += fmt::format("{:>9}  {}\n", count, what);
  };
  add(report.files_verified, "have exactly the bytes that were stored");
  add(report.sidecars_written, "got the sidecar that they lacked");
  add(report.lost_renditions, "lost renditions, which are made again where media is on");
  add(report.changed, "changed or deleted meanwhile, left alone");
  add(report.healed, "were damaged and are whole again");
  text += report.damaged.empty() ? "No damage found.\n"
                                 : count_text(report.damaged.size(), "file") + " damaged.\n";
  return text;
}

}  // namespace audmg::app
