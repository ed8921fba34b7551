// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "testbeds/drive_testbed.hpp"

#include "audmg/database/file_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/storage/multipart_uploads.hpp"

#include <algorithm>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::string_view kBoundary = "----the-boundary";
constexpr std::string_view kPublicUrl = "http://127.0.0.1:8420";

std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

std::unique_ptr<database::SqliteDatabase> open_database(const TemporaryFolder& folder) {
  auto database = database::make_sqlite_database({.file = folder.path() / "audmg.db"});
  AUDMG_ASSERT(database.has_value());
  return *std::move(database);
}

std::unique_ptr<storage::filesystem::FilesystemObjectStore> open_store(
    const TemporaryFolder& folder, std::shared_ptr<const sealing::Keyring> keyring) {
  auto store = storage::filesystem::make_filesystem_object_store(
      {.root = (folder.path() / "objects").string(), .keyring = std::move(keyring)});
  AUDMG_ASSERT(store.has_value());
  return *std::move(store);
}

std::unique_ptr<storage::hmac::HmacPresignedUrls> open_urls(const Clock& clock) {
  auto urls = storage::hmac::make_hmac_presigned_urls(
      {.public_url = std::string(kPublicUrl), .key = std::string(32, 'k')}, clock);
  AUDMG_ASSERT(urls.has_value());
  return *std::move(urls);
}

Policies test_policies() {
  return {.max_form_upload = std::uint64_t{4} * 1024 * 1024,
          .max_file_size = std::uint64_t{50} * 1000 * 1000 * 1000,
          .max_open_uploads = 3,
          .max_open_downloads = 10,
          .url_lifetime = std::chrono::hours(1),
          .upload_lifetime = std::chrono::hours(24),
          .access_token_lifetime = std::chrono::minutes(15),
          .session_lifetime = std::chrono::hours(24 * 30),
          .session_max = std::chrono::hours(24 * 180),
          .trash_retention = std::chrono::hours(24 * 30),
          .signup = SignupMode::on,
          .has_mailer = true,
          .max_catalogue_memory = std::size_t{64} * 1024 * 1024};
}

std::unique_ptr<queue::SqliteMessageQueue> open_mail_queue(database::SqliteDatabase& database,
                                                           const Clock& clock) {
  auto opened =
      queue::make_sqlite_message_queue(database.connections(), std::string(kMailQueue), clock);
  AUDMG_ASSERT(opened.has_value());
  return *std::move(opened);
}

/// One hasher for all drives; it has no state.
const identity::PasswordHasher& shared_hasher() {
  static const identity::PasswordHasher kHasher;
  return kHasher;
}

const Route& find_route(std::string_view function) {
  const auto found = std::ranges::find(routes(), function, &Route::function);
  AUDMG_ASSERT(found != routes().end());
  return *found;
}

/// Feeds the body as a runtime does: in pieces, and no further once the consumer has refused.
Outcome<http::Response> feed(BodyConsumer& consumer, std::string_view body, std::size_t piece) {
  while (!body.empty()) {
    const std::string copy(body.substr(0, piece));  // gone after the call, as a socket's buffer is
    body.remove_prefix(copy.size());
    AUDMG_CHECK(consumer.write(as_bytes(copy)));
  }
  return consumer.finish();
}

Answer to_answer(http::Response response) {
  Answer answer{.status = response.status, .headers = std::move(response.headers), .body = {}};
  if (response.body.empty()) return answer;
  auto parsed = json::parse(response.body, {.max_bytes = 8 * 1024 * 1024, .max_depth = 32});
  EXPECT_TRUE(parsed) << response.body;
  if (parsed) answer.body = *std::move(parsed);
  return answer;
}

/// Calls the row's function with everything that a runtime does for its kind of response.
Outcome<http::Response> carry_out(const Route& route, http::Request& request, const Call& call,
                                  const Services& services) {
  if (const auto* respond = std::get_if<RespondHandler>(&route.handler)) {
    request.body = call.body;
    return (*respond)(request, services);
  }
  if (const auto* open_events = std::get_if<EventHandler>(&route.handler)) {
    AUDMG_TRY(http::EventAnswer answer, (*open_events)(request, services));
    if (auto* const response = std::get_if<http::Response>(&answer)) return std::move(*response);
    AUDMG_CHECK(std::get<std::unique_ptr<http::EventSource>>(answer)->read());
    return http::Response{};
  }
  AUDMG_TRY(const auto consumer, std::get<StreamHandler>(route.handler)(request, services));
  return feed(*consumer, call.body, call.piece);
}

http::Response to_response(const Refusal& refusal, const http::Request& request) {
  return std::visit(
      [&](const auto& why) { return http::problem_response(why, request.request_id); }, refusal);
}

}  // namespace

std::string text_of(const json::Value& value, std::string_view name) {
  const json::Value* member = value.find(name);
  const std::string* text = member != nullptr ? member->as_string() : nullptr;
  return text != nullptr ? *text : std::string();
}

std::string Answer::text(std::string_view name) const { return text_of(body, name); }

std::uint64_t Answer::number(std::string_view name) const {
  const json::Value* member = body.find(name);
  return member != nullptr ? member->as_unsigned().value_or(0) : 0;
}

const json::Array& Answer::list(std::string_view name) const {
  static const json::Array kNone;
  const json::Value* member = body.find(name);
  const json::Array* array = member != nullptr ? member->as_array() : nullptr;
  EXPECT_NE(array, nullptr) << name;
  return array != nullptr ? *array : kNone;
}

std::string Answer::verdict() const {
  std::string words = std::to_string(status);
  if (!text("code").empty()) words += ' ' + text("code");
  if (body.find("errors") == nullptr) return words;
  for (const json::Value& error : list("errors")) {
    words += ' ' + text_of(error, "field") + ' ' + text_of(error, "code");
  }
  return words;
}

Call Call::with(std::string_view name, std::string value) && {
  headers.set(name, std::move(value));
  return std::move(*this);
}

Call Call::id(std::string_view value) && {
  path.add("id", std::string(value));
  return std::move(*this);
}

Call Call::where(std::string_view name, std::string value) && {
  query.add(std::string(name), std::move(value));
  return std::move(*this);
}

Call json_call(std::string_view function, std::string body) {
  Call call{.function = function, .body = std::move(body)};
  call.headers.add("Content-Type", "application/json");
  return call;
}

Drive::Drive(std::shared_ptr<const sealing::Keyring> keyring)
    : database_(open_database(folder_)),
      store_(open_store(folder_, std::move(keyring))),
      urls_(open_urls(clock)),
      users_(database_->users(), failures),
      credentials_(database_->credentials(), failures),
      sessions_(database_->sessions(), failures),
      app_passwords_(database_->app_passwords(), failures),
      invitations_(database_->invitations(), failures),
      audit_(database_->audit(), failures),
      attempts_(database_->attempts(), failures),
      files_(database_->files(), failures),
      companions_(database_->companions(), failures),
      changes_(database_->changes(), failures),
      trash_(database_->trash(), failures),
      collections_(database_->collections(), failures),
      processing_(database_->processing(), failures),
      uploads_(database_->uploads(), failures),
      usage_(database_->usage(), failures),
      idempotency_(database_->idempotency(), failures),
      integrity_(database_->integrity(), failures),
      tombstones_(database_->tombstones(), failures),
      drive_(database_->drive(), failures),
      objects_(*store_, failures),
      quarantine_(*store_, failures),
      multipart_(*store_, failures),
      presigned_(*urls_, failures),
      events_(database_->events(), failures),
      mail_messages_(open_mail_queue(*database_, clock)),
      mail_queue_(*mail_messages_, failures),
      policies(test_policies()),
      set_({.clock = clock,
            .logger = logger,
            .records = {.users = users_,
                        .credentials = credentials_,
                        .sessions = sessions_,
                        .app_passwords = app_passwords_,
                        .invitations = invitations_,
                        .audit = audit_,
                        .attempts = attempts_,
                        .files = files_,
                        .companions = companions_,
                        .changes = changes_,
                        .trash = trash_,
                        .collections = collections_,
                        .processing = processing_,
                        .events = events_,
                        .uploads = uploads_,
                        .usage = usage_,
                        .idempotency = idempotency_,
                        .integrity = integrity_,
                        .tombstones = tombstones_,
                        .drive = drive_},
            .mail_queue = mail_queue_,
            .objects = objects_,
            .quarantine = quarantine_,
            .multipart = multipart_,
            .urls = presigned_,
            .passwords = shared_hasher(),
            .subscribers = subscribers,
            .mailer = mailer,
            .queues = {{.name = kMailQueue,
                        .messages = mail_queue_,
                        .administration = *mail_messages_}}},
           {.access_tokens = std::string(32, 't'),
            .refresh_tokens = std::string(32, 'r'),
            .secret_box = std::string(32, 'b'),
            .signer = std::string(32, 's')},
           policies, true),
      services(set_.services()) {}

Answer Drive::call(const Call& call, const http::Principal* principal) {
  const Route& route = find_route(call.function);
  http::Request request;
  request.method = route.method;
  request.path = route.path;
  request.path_parameters = call.path;
  request.query = call.query;
  request.headers = call.headers;
  request.request_id = "test-request";
  request.client_address = call.address;
  if (principal != nullptr) request.principal = *principal;
  auto outcome = carry_out(route, request, call, services);
  return to_answer(outcome ? *std::move(outcome) : to_response(outcome.error(), request));
}

http::Principal Drive::add_user(std::string_view name) {
  const TimePoint now = clock.now();
  const database::User user{.id = UserId::make(now),
                            .username = std::string(name),
                            .email = std::string(name) + "@example.org",
                            .created_at = now};
  const database::Session session{.id = SessionId::make(now),
                                  .owner = user.id,
                                  .created_at = now,
                                  .expires_at = now + std::chrono::hours(24),
                                  .last_used_at = now,
                                  .authenticated_at = now};
  EXPECT_EQ(services.users.create_user(user), database::CreateUserOutcome::created);
  EXPECT_TRUE(services.sessions.create_session(session));
  return {user.id, session.id, user.username, now + std::chrono::minutes(15)};
}

Call Drive::form(std::string_view bytes, std::string_view name, std::string_view more_parts) {
  const std::string delimiter = "--" + std::string(kBoundary);
  Call call{.function = "upload", .body = {}};
  call.headers.add("Content-Type", "multipart/form-data; boundary=" + std::string(kBoundary));
  call.body = delimiter + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
              std::string(name) + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" +
              std::string(bytes) + "\r\n";
  if (!more_parts.empty()) {
    call.body +=
        delimiter + "\r\nContent-Disposition: form-data; " + std::string(more_parts) + "\r\n";
  }
  call.body += delimiter + "--\r\n";
  return call;
}

Answer Drive::upload(const http::Principal& who, std::string_view bytes, std::string_view name) {
  return call(form(bytes, name), &who);
}

Answer Drive::open_upload(const http::Principal& who, std::size_t size, std::string_view more) {
  return call(
      json_call("create_upload", R"({"fileName":"a.wav","contentType":"audio/wav","size":)" +
                                     std::to_string(size) + std::string(more) + "}"),
      &who);
}

void Drive::put_part(const http::Principal& who, std::string_view upload_id, int number,
                     std::string_view bytes) {
  const auto upload = services.uploads.find_upload(who.user, *UploadId::parse(upload_id));
  ASSERT_TRUE(upload && *upload);
  auto writer = services.multipart.upload_part({.key = (*upload)->object_key,
                                                .upload_id = (*upload)->multipart_upload_id,
                                                .part_number = number});
  ASSERT_TRUE(writer) << writer.error().message;
  ASSERT_TRUE((*writer)->write(as_bytes(bytes)));
  ASSERT_TRUE((*writer)->commit());
}

std::vector<database::File> Drive::rows(const UserId& owner) {
  database::ListFilesRequest page;
  page.owner = owner;
  page.limit = 100;
  auto files = services.files.list_files(page);
  EXPECT_TRUE(files);
  return files ? *std::move(files) : std::vector<database::File>();
}

database::File Drive::row(const UserId& owner, std::string_view name) {
  for (database::File& file : rows(owner)) {
    if (file.name == name) return std::move(file);
  }
  ADD_FAILURE() << "no file " << name;
  return {};
}

std::vector<std::string> Drive::object_keys() {
  std::vector<std::string> keys;
  const auto objects = store_->list_objects({});
  EXPECT_TRUE(objects);
  for (const auto& object : *objects) keys.push_back(object.key);
  return keys;
}

std::vector<std::string> Drive::original_keys() {
  std::vector<std::string> keys = object_keys();
  std::erase_if(keys, [](const std::string& key) { return !key.starts_with(kOriginalsPrefix); });
  return keys;
}

std::string Drive::read_object(const std::string& key) {
  const auto reader = store_->get_object(key);
  if (!reader) return {};
  std::string bytes((*reader)->info().size, '\0');
  const auto count = (*reader)->read_at(0, std::as_writable_bytes(std::span(bytes)));
  EXPECT_TRUE(count && *count == bytes.size());
  return bytes;
}

std::filesystem::path Drive::object_path(std::string_view key) const {
  return folder_.path() / "objects" / "objects" / key;
}

std::string Drive::follow(const std::string& url) {
  if (!url.starts_with(kPublicUrl)) return {};
  const auto access = urls_->verify("GET", std::string_view(url).substr(kPublicUrl.size()));
  return access ? read_object(access->key) : std::string();
}

}  // namespace audmg::functions
