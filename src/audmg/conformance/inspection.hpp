// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/finding.hpp"
#include "audmg/conformance/reply.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace audmg::conformance {

/// Compares one reply with what was promised and collects every difference.
///
///     return Inspection(reply).status(200).says("message", "Login successful.").finding();
class Inspection {
 public:
  /// `reply` must outlive this.
  explicit Inspection(const Reply& reply) : reply_(reply) {}

  Inspection& status(int wanted);
  /// Requires a problem document of that status and code, as every refusal has. The gateway of AWS
  /// writes its own with the same members.
  Inspection& problem(int status, std::string_view code);
  /// Requires that the problem names this field of the request.
  Inspection& blames(std::string_view field);
  /// Requires exactly this text.
  Inspection& says(std::string_view member, std::string_view text);
  /// Requires a text that is not empty.
  Inspection& has(std::string_view member);
  /// Requires these members and no others.
  Inspection& has_only(std::initializer_list<std::string_view> members);
  /// Requires exactly this header field; the name in lower case.
  Inspection& field(std::string_view name, std::string_view value);
  /// Notes `difference` unless the condition holds.
  Inspection& that(bool holds, std::string_view difference);

  /// Returns what was found. A refusal for too many requests counts as not tried.
  [[nodiscard]] Finding finding() const;
  [[nodiscard]] bool holds() const noexcept { return differences_.empty(); }

 private:
  const Reply& reply_;
  std::string differences_;
};

}  // namespace audmg::conformance
