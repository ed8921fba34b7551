// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/queue_administration.hpp"

#include <gtest/gtest.h>

namespace audmg::queue {
namespace {

TEST(MessageStateWords, AreTheNamesOfTheStates) {
  for (const MessageState state : {MessageState::visible, MessageState::delayed,
                                   MessageState::in_flight, MessageState::dead}) {
    EXPECT_EQ(parse_message_state(to_string(state)), state);
  }
  EXPECT_EQ(to_string(MessageState::in_flight), "in_flight");
  for (const std::string_view text : {"", "Dead", "dead ", "in-flight"}) {
    EXPECT_FALSE(parse_message_state(text)) << text;
  }
}

}  // namespace
}  // namespace audmg::queue
