// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace audmg::server {

/// One answer as it came over the wire.
struct Answer {
  /// 0: the server closed before a whole answer had come.
  int status = 0;
  /// Names in lower case.
  std::map<std::string, std::string> fields;
  std::string body;

  [[nodiscard]] std::string field(const std::string& name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? "" : found->second;
  }
};

/// Whether the answer is a problem document with that code.
[[nodiscard]] inline bool has_code(const Answer& answer, const std::string& code) {
  return answer.body.find("\"code\":\"" + code + "\"") != std::string::npos;
}

/// A client that sends exactly the bytes it is told to, over a real socket. Every wait is bounded.
class Client {
 public:
  enum class Speak { plain, tls };

  /// `from`: the address (127.x.y.z) that the server shall see; "": the usual one.
  explicit Client(std::uint16_t port, Speak speak = Speak::plain, const std::string& from = "");
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  /// False: the server has closed.
  bool send(std::string_view bytes);
  /// The next answer; interim ones (1xx) too. `to_head`: it has no body whatever it announces.
  [[nodiscard]] Answer receive(bool to_head = false);
  /// Everything up to and with `mark`; "" when the server closes, or is silent, before that.
  [[nodiscard]] std::string receive_until(std::string_view mark);
  /// send() and receive() of a request without body.
  [[nodiscard]] Answer get(std::string_view target, std::string_view fields = "");
  [[nodiscard]] Answer request(std::string_view method, std::string_view target,
                               std::string_view fields = "", std::string_view body = "");
  /// Waits for the server to close: true when it does, and no other byte comes before.
  [[nodiscard]] bool is_closed_by_server();
  /// No more will be sent.
  void shut_down_sending();
  /// Closes so that the server sees a reset.
  void reset();
  /// Of the server's certificate; "" without TLS.
  [[nodiscard]] std::string certificate_name() const;
  [[nodiscard]] std::string protocol() const;

 private:
  struct Connection;
  [[nodiscard]] bool read_more();

  std::unique_ptr<Connection> connection_;
  std::string arrived_;
};

}  // namespace audmg::server
