// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/json/document.hpp"
#include "doubles/temporary_folder.hpp"

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg {

/// A receiver of tests/receivers/ in a process of its own, with a certificate for localhost and
/// 127.0.0.1 at hand. Ends with this object, and with the test program.
class ReceiverProcess {
 public:
  enum class Tls { off, on };

  /// Returns when it listens.
  ReceiverProcess(const std::string& script, Tls tls, std::vector<std::string> options = {});
  ReceiverProcess(const ReceiverProcess&) = delete;
  ReceiverProcess& operator=(const ReceiverProcess&) = delete;
  ~ReceiverProcess();

  [[nodiscard]] std::string port() const { return std::to_string(port_); }
  /// accept, busy, refuse or hang; from the next request on.
  void set_mode(const std::string& mode);
  /// Nobody listens there any more.
  void stop();
  /// What came so far.
  [[nodiscard]] std::vector<json::Value> records() const;
  /// The certificate, which is also its own authority.
  [[nodiscard]] std::string certificate() const { return (folder_.path() / "tls.crt").string(); }

 private:
  TemporaryFolder folder_;
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

/// The text of a member; "" when there is none.
[[nodiscard]] std::string text_of(const json::Value& record, std::string_view name);

}  // namespace audmg
