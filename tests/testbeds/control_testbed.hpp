// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/control/protocol.hpp"
#include "doubles/recording_operations.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace audmg::app {

/// Both ends of the control protocol without a socket between them.
class ControlTest : public testing::Test {
 protected:
  /// Returns the reply to a request line without its "\n", as the server writes it.
  std::string answer(std::string_view request) const {
    EXPECT_EQ(request.find('\n'), std::string_view::npos);
    return answer_control_request(request, server_.table);
  }
  /// Returns operations of a server that always sends this reply.
  static Operations replying(std::string reply) {
    return remote_operations(
        [reply = std::move(reply)](const std::string&) -> Result<std::string> { return reply; });
  }

  RecordingOperations server_;
  /// Request and reply of the last call of `remote_`, without their "\n".
  std::string request_;
  std::string reply_;
  const Operations remote_ =
      remote_operations([this](const std::string& request) -> Result<std::string> {
        EXPECT_TRUE(request.ends_with('\n'));
        request_ = request.substr(0, request.size() - 1);
        reply_ = answer(request_);
        EXPECT_TRUE(reply_.ends_with('\n'));
        reply_.pop_back();
        return reply_;
      });
};

}  // namespace audmg::app
