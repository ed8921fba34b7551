// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/queue_administration.hpp"

namespace audmg::queue {

std::string_view to_string(MessageState state) noexcept {
  switch (state) {
    case MessageState::visible:
      return "visible";
    case MessageState::delayed:
      return "delayed";
    case MessageState::in_flight:
      return "in_flight";
    case MessageState::dead:
      return "dead";
  }
  return "dead";
}

std::optional<MessageState> parse_message_state(std::string_view text) noexcept {
  for (const MessageState state : {MessageState::visible, MessageState::delayed,
                                   MessageState::in_flight, MessageState::dead}) {
    if (text == to_string(state)) return state;
  }
  return std::nullopt;
}

}  // namespace audmg::queue
