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

/// One response as it came over the wire.
struct Answer {
  /// 0 when the server closed before the response was complete.
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

  /// `from` is the address (127.x.y.z) that the server should see; "" is the usual one.
  explicit Client(std::uint16_t port, Speak speak = Speak::plain, const std::string& from = "");
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  /// Returns false when the server has closed.
  bool send(std::string_view bytes);
  /// Returns the next response, even an interim one (1xx). With `to_head` it has no body, whatever
  /// it announces.
  [[nodiscard]] Answer receive(bool to_head = false);
  /// Returns everything up to and including `mark`; "" when the server closes or is silent before
  /// it.
  [[nodiscard]] std::string receive_until(std::string_view mark);
  /// Calls send() and receive() for a request without a body.
  [[nodiscard]] Answer get(std::string_view target, std::string_view fields = "");
  [[nodiscard]] Answer request(std::string_view method, std::string_view target,
                               std::string_view fields = "", std::string_view body = "");
  /// Waits for the server to close; returns true when it does so without sending another byte.
  [[nodiscard]] bool is_closed_by_server();
  /// Tells the server that no more bytes will follow.
  void shut_down_sending();
  /// Closes in a way that the server sees as a reset.
  void reset();
  /// Returns the name in the server's certificate; "" without TLS.
  [[nodiscard]] std::string certificate_name() const;
  [[nodiscard]] std::string protocol() const;

 private:
  struct Connection;
  [[nodiscard]] bool read_more();

  std::unique_ptr<Connection> connection_;
  std::string arrived_;
};

}  // namespace audmg::server
