// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "aws/partner.hpp"
#include "contract/publisher_contract.hpp"

#include <string>

namespace audmg {

/// What one service of the test partner does from now on.
inline void set_partner_fault(const std::string& service, notification::Subscriber state) {
  using notification::Subscriber;
  std::string kind;
  if (state == Subscriber::is_busy) kind = "is_busy";
  if (state == Subscriber::refuses) kind = "refuses";
  if (state == Subscriber::hangs) kind = "hangs";
  if (state == Subscriber::is_gone) kind = "is_gone";
  AwsPartner::get().control("PUT", "fault",
                            R"({"service":")" + service + R"(","kind":")" + kind + "\"}");
}

}  // namespace audmg
