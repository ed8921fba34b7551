// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "aws/partner.hpp"

#include <string>

namespace audmg {

/// Lets one service of the test partner carry out its next `count` writes without an answer.
inline void lose_partner_answers(const std::string& service, int count) {
  AwsPartner::get().control("PUT", "fault",
                            R"({"service":")" + service + R"(","kind":"answer_lost","count":)" +
                                std::to_string(count) + "}");
}

}  // namespace audmg
