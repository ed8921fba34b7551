// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "testbeds/http_client.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/result.hpp"
#include "audmg/core/text.hpp"

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace audmg::server {

struct Client::Connection {
  int socket = -1;
  SSL_CTX* context = nullptr;
  SSL* session = nullptr;

  ~Connection() {
    SSL_free(session);
    SSL_CTX_free(context);
    if (socket >= 0) close(socket);
  }
};

Client::Client(std::uint16_t port, Speak speak, const std::string& from)
    : connection_(std::make_unique<Connection>()) {
  connection_->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval longest{10, 0};
  setsockopt(connection_->socket, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
  setsockopt(connection_->socket, SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  if (!from.empty()) {
    AUDMG_ASSERT(inet_pton(AF_INET, from.c_str(), &address.sin_addr) == 1);
    AUDMG_ASSERT(bind(connection_->socket, reinterpret_cast<const sockaddr*>(&address),
                      sizeof address) == 0);
  }
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int connected =
      connect(connection_->socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (connected != 0) {
    close(connection_->socket);
    connection_->socket = -1;
  } else if (speak == Speak::tls) {
    connection_->context = SSL_CTX_new(TLS_client_method());
    connection_->session = SSL_new(connection_->context);
    constexpr std::array<unsigned char, 12> kOffer = {2,   'h', '2', 8,   'h', 't',
                                                      't', 'p', '/', '1', '.', '1'};
    SSL_set_alpn_protos(connection_->session, kOffer.data(), kOffer.size());
    SSL_set_fd(connection_->session, connection_->socket);
    if (SSL_connect(connection_->session) != 1) {
      close(connection_->socket);
      connection_->socket = -1;
    }
  }
}

Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t sent = 0;
    if (connection_->session != nullptr) {
      sent = SSL_write(connection_->session, bytes.data(), static_cast<int>(bytes.size()));
    } else {
      sent = ::send(connection_->socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Client::read_more() {
  std::array<char, 65536> buffer;
  ssize_t count = 0;
  if (connection_->session != nullptr) {
    count = SSL_read(connection_->session, buffer.data(), static_cast<int>(buffer.size()));
  } else {
    count = recv(connection_->socket, buffer.data(), buffer.size(), 0);
  }
  if (count <= 0) return false;
  arrived_.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

Answer Client::receive(bool to_head) {
  std::size_t end = 0;
  while ((end = arrived_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) return {};
  }
  Answer answer;
  const std::string head = arrived_.substr(0, end + 2);
  arrived_.erase(0, end + 4);
  answer.status =
      parse_whole<decltype(answer.status)>(std::string_view(head).substr(9, 3)).value_or(0);
  for (auto line = head.find("\r\n") + 2; line < head.size();) {
    const auto colon = head.find(": ", line);
    const auto line_end = head.find("\r\n", line);
    answer.fields[lower_case(std::string_view(head).substr(line, colon - line))] =
        head.substr(colon + 2, line_end - colon - 2);
    line = line_end + 2;
  }
  const std::size_t length =
      to_head ? 0 : parse_whole<std::size_t>(answer.field("content-length")).value_or(0);
  while (arrived_.size() < length) {
    if (!read_more()) {
      answer.status = 0;
      answer.body = std::exchange(arrived_, {});
      return answer;
    }
  }
  answer.body = arrived_.substr(0, length);
  arrived_.erase(0, length);
  return answer;
}

std::string Client::receive_until(std::string_view mark) {
  std::size_t begin = 0;
  while ((begin = arrived_.find(mark)) == std::string::npos) {
    if (!read_more()) return "";
  }
  std::string text = arrived_.substr(0, begin + mark.size());
  arrived_.erase(0, text.size());
  return text;
}

Answer Client::request(std::string_view method, std::string_view target, std::string_view fields,
                       std::string_view body) {
  std::string text;
  text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: test\r\n");
  text.append(fields);
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  text.append("\r\n").append(body);
  send(text);
  return receive(method == "HEAD");
}

Answer Client::get(std::string_view target, std::string_view fields) {
  return request("GET", target, fields);
}

bool Client::is_closed_by_server() {
  if (connection_->socket < 0) return true;
  if (!arrived_.empty()) return false;
  char byte = 0;
  if (connection_->session != nullptr) {
    return SSL_read(connection_->session, &byte, 1) <= 0 &&
           SSL_get_error(connection_->session, 0) != SSL_ERROR_WANT_READ;
  }
  const ssize_t count = recv(connection_->socket, &byte, 1, 0);
  return count == 0 || (count < 0 && errno == ECONNRESET);
}

void Client::shut_down_sending() { shutdown(connection_->socket, SHUT_WR); }

void Client::reset() {
  const linger now{1, 0};
  setsockopt(connection_->socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  close(connection_->socket);
  connection_->socket = -1;
}

std::string Client::certificate_name() const {
  if (connection_->session == nullptr || connection_->socket < 0) return "";
  X509* certificate = SSL_get1_peer_certificate(connection_->session);
  std::array<char, 256> name{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(),
                            static_cast<int>(name.size()));
  X509_free(certificate);
  return name.data();
}

std::string Client::protocol() const {
  const unsigned char* chosen = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(connection_->session, &chosen, &size);
  std::string text(SSL_get_version(connection_->session));
  text += " ";
  for (unsigned int i = 0; i < size; ++i) text.push_back(static_cast<char>(chosen[i]));
  return text;
}

}  // namespace audmg::server
