// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "aws/partner.hpp"
#include "contract/publisher_contract.hpp"

#include <string>

namespace audmg {

/// What one service of the test partner does from now on.
inline void set_partner_fault(const std::string& service, notification::Recipient state) {
  using notification::Recipient;
  std::string kind;
  if (state == Recipient::is_busy) kind = "is_busy";
  if (state == Recipient::refuses) kind = "refuses";
  if (state == Recipient::hangs) kind = "hangs";
  if (state == Recipient::is_gone) kind = "is_gone";
  AwsPartner::get().control("PUT", "fault",
                            R"({"service":")" + service + R"(","kind":")" + kind + "\"}");
}

}  // namespace audmg
