// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "testbeds/server_testbed.hpp"

#include "audmg/core/number.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/telemetry/adapters/prometheus/prometheus_metrics.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <condition_variable>
#include <cstdio>
#include <stdexcept>

namespace audmg::server {
namespace {

using functions::Executor;
using functions::Services;

/// State shared by the test functions, because functions are plain functions.
struct Gate {
  std::mutex mutex;
  std::condition_variable changed;
  bool open = false;
  int inside = 0;
};
Gate gate;
Collected collected_bodies;

class Collector final : public functions::BodyConsumer {
 public:
  explicit Collector(std::uint64_t refuse_after) : refuse_after_(refuse_after) {}
  ~Collector() override { finished_ ? ++collected_bodies.finished : ++collected_bodies.dropped; }

  functions::Outcome<void> write(std::span<const std::byte> bytes) override {
    for (const auto byte : bytes) sum_ = sum_ * 31 + std::to_integer<unsigned>(byte);
    size_ += bytes.size();
    collected_bodies.bytes = size_;
    if (size_ >= refuse_after_) return functions::refuse({.status = 413, .code = "enough"});
    return {};
  }
  functions::Outcome<http::Response> finish() override {
    finished_ = true;
    http::Response response;
    response.body = fmt::format("{} {}", size_, sum_);
    return response;
  }

 private:
  const std::uint64_t refuse_after_;
  std::uint64_t size_ = 0;
  unsigned sum_ = 0;
  bool finished_ = false;
};

functions::Outcome<std::unique_ptr<functions::BodyConsumer>> collect(const http::Request& request,
                                                                     const Services&) {
  std::uint64_t refuse_after = ~std::uint64_t{0};
  if (const auto field = request.headers.find("X-Refuse-After")) {
    refuse_after = parse_whole<std::uint64_t>(*field).value_or(refuse_after);
  }
  return std::make_unique<Collector>(refuse_after);
}

functions::Response echo(const http::Request& request, const Services&) {
  http::Response response;
  response.body = request.body;
  return response;
}

functions::Response address(const http::Request& request, const Services&) {
  http::Response response;
  response.body = request.client_address;
  return response;
}

functions::Response block(const http::Request&, const Services&) {
  std::unique_lock lock(gate.mutex);
  ++gate.inside;
  gate.changed.notify_all();
  gate.changed.wait(lock, [] { return gate.open; });
  return http::Response{};
}

functions::Response throw_now(const http::Request&, const Services&) {
  throw std::runtime_error("a test function throws");
}

functions::Outcome<std::unique_ptr<functions::BodyConsumer>> collect_own(
    const http::Principal&, const http::Request& request, const Services& services) {
  return collect(request, services);
}

constexpr std::string_view kKey = "a key of thirty-two bytes or more for tests";

std::vector<functions::Route> all_routes() {
  using functions::route;
  using http::Method;
  std::vector<functions::Route> routes = {
      route<echo>("echo", Method::post, "/echo", Executor::functions),
      route<address>("address", Method::get, "/address", Executor::event_loop),
      route<block>("block", Method::get, "/block", Executor::functions),
      route<block>("block_passwords", Method::get, "/block-passwords", Executor::passwords),
      route<throw_now>("throw", Method::get, "/throw", Executor::functions),
      route<throw_now>("throw_inline", Method::get, "/throw-inline", Executor::event_loop),
      route<collect>("collect", Method::post, "/collect", Executor::functions),
      route<collect_own>("collect_own", Method::post, "/collect-own", Executor::functions),
  };
  routes.insert(routes.end(), functions::routes().begin(), functions::routes().end());
  return routes;
}

template <class T>
T must(Result<T> result) {
  if (!result) std::fprintf(stderr, "testbed: %s\n", result.error().message.c_str());
  AUDMG_ASSERT(result.has_value());
  return std::move(result).value();
}

}  // namespace

void RecordingLogger::log(telemetry::Level, std::string_view event,
                          std::initializer_list<telemetry::Attribute> attributes) noexcept {
  std::string line(event);
  for (const auto& [name, value] : attributes) {
    line += fmt::format(" {}=", name);
    std::visit([&](const auto& v) { line += fmt::format("{}", v); }, value);
  }
  const std::lock_guard lock(mutex_);
  records_.push_back(std::move(line));
}

std::vector<std::string> RecordingLogger::records(std::string_view event) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> found;
  for (const auto& record : records_) {
    if (record.starts_with(std::string(event) + " ")) found.push_back(record);
  }
  return found;
}

Testbed::Testbed(ServerOptions options)
    : database(must(database::make_sqlite_database({.file = folder.path() / "audmg.db"}))),
      store(must(storage::filesystem::make_filesystem_object_store(
          {.root = (folder.path() / "objects").string()}))),
      urls(must(storage::hmac::make_hmac_presigned_urls(
          {.public_url = "http://test", .key = std::string(kKey)}, clock))),
      mail_queue(must(queue::make_sqlite_message_queue(database->connections(),
                                                       std::string(functions::kMailQueue), clock))),
      routes(all_routes()) {
  gate.open = false;
  gate.inside = 0;
  collected_bodies.finished = collected_bodies.dropped = 0;
  collected_bodies.bytes = 0;
  std::vector<std::string_view> names = {"get_object", "put_part"};
  for (const auto& route : routes) names.push_back(route.function);
  metrics = telemetry::make_prometheus_metrics(names);
  policies.max_form_upload = 1 << 20;
  policies.max_file_size = 1 << 20;
  policies.max_open_uploads = 10;
  policies.url_lifetime = policies.upload_lifetime = std::chrono::hours{1};
  policies.access_token_lifetime = policies.session_lifetime = std::chrono::hours{1};
  policies.session_max = std::chrono::hours{24};
  auto records = database::repositories_of(*database);
  set = std::make_unique<functions::ServiceSet>(
      functions::Ports{.clock = clock,
                       .logger = logger,
                       .records = {.users = records.users,
                                   .credentials = records.credentials,
                                   .sessions = records.sessions,
                                   .app_passwords = records.app_passwords,
                                   .invitations = records.invitations,
                                   .audit = records.audit,
                                   .attempts = records.attempts,
                                   .files = records.files,
                                   .companions = records.companions,
                                   .changes = records.changes,
                                   .trash = records.trash,
                                   .collections = records.collections,
                                   .processing = records.processing,
                                   .events = failing_events,
                                   .uploads = records.uploads,
                                   .usage = records.usage,
                                   .idempotency = records.idempotency,
                                   .integrity = records.integrity,
                                   .tombstones = records.tombstones,
                                   .drive = records.drive},
                       .mail_queue = *mail_queue,
                       .objects = *store,
                       .quarantine = *store,
                       .multipart = *store,
                       .urls = *urls,
                       .passwords = passwords,
                       .subscribers = subscribers,
                       .mailer = mailer},
      functions::ServiceKeys{.access_tokens = std::string(kKey),
                             .refresh_tokens = std::string(kKey),
                             .secret_box = std::string(kKey.substr(0, 32)),
                             .signer = std::string(kKey)},
      policies, false);
  services = &set->services();
  options.listen = {"127.0.0.1", 0};
  options.metrics_listen = {"127.0.0.1", 0};
  server = std::make_unique<Server>(std::move(options), *services, *urls, *metrics, routes);
  AUDMG_ASSERT(server->start().has_value());
}

Testbed::~Testbed() {
  release();
  server->stop();
}

void Testbed::release() {
  const std::lock_guard lock(gate.mutex);
  gate.open = true;
  gate.changed.notify_all();
}

void Testbed::wait_for_blocked(int count) {
  std::unique_lock lock(gate.mutex);
  gate.changed.wait(lock, [&] { return gate.inside >= count; });
}

Collected& Testbed::collected() { return collected_bodies; }

std::string Testbed::put_object(const std::string& key, std::string_view bytes) {
  auto writer = must(store->put_object({.key = key, .size = bytes.size()}));
  AUDMG_ASSERT(writer->write(std::as_bytes(std::span(bytes))).has_value());
  must(writer->commit());
  return signed_get(key);
}

std::string Testbed::signed_get(const std::string& key, std::chrono::seconds lifetime) {
  return must(urls->presign_get({.key = key,
                                 .response_content_type = "image/png",
                                 .response_content_disposition = "inline",
                                 .expires_in = lifetime,
                                 .binding = ""}))
      .substr(std::string_view("http://test").size());
}

std::string Testbed::sign_up(const std::string& username) {
  Client client = connect();
  constexpr std::string_view kJson = "Content-Type: application/json\r\n";
  const std::string account = fmt::format(
      R"({{"username":"{0}","email":"{0}@example.com","password":"correct horse {0}"}})", username);
  AUDMG_ASSERT(client.request("POST", "/signup", kJson, account).status == 201);
  const auto answer = client.request("POST", "/login", kJson, account);
  AUDMG_ASSERT(answer.status == 200);
  const auto begin = answer.body.find(R"("token":")") + 9;
  const auto token = answer.body.substr(begin, answer.body.find('"', begin) - begin);
  return fmt::format("Authorization: Bearer {}\r\n", token);
}

std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint32_t state = 1;
  for (char& byte : bytes) {
    state = state * 1664525 + 1013904223;
    byte = static_cast<char>(state >> 24);
  }
  return bytes;
}

CertificateFiles make_certificate(const std::filesystem::path& folder, const std::string& name) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_sign(certificate, key, EVP_sha256());
  const CertificateFiles files{folder / "server.crt", folder / "server.key"};
  std::FILE* out = std::fopen(files.certificate.c_str(), "w");
  PEM_write_X509(out, certificate);
  std::fclose(out);
  out = std::fopen(files.key.c_str(), "w");
  PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(out);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return files;
}

}  // namespace audmg::server
