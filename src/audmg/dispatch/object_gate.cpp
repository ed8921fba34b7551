// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/object_gate.hpp"

#include "audmg/dispatch/part_upload.hpp"
#include "audmg/functions/archives/archive_reader.hpp"
#include "audmg/functions/archives/manifest.hpp"
#include "audmg/functions/archives/open_archives.hpp"
#include "audmg/functions/authorizer.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/trashed_objects.hpp"
#include "audmg/http/cors.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <cstdint>
#include <utility>

namespace audmg::dispatch {
namespace {

using functions::Outcome;
using storage::SignedAccess;

constexpr std::string_view kAllow = "GET, HEAD, PUT";

Result<std::unique_ptr<storage::ObjectReader>> open_object(const std::string& key,
                                                           const functions::Services& services) {
  if (key.starts_with(functions::kDownloadsPrefix)) {
    AUDMG_TRY(auto opened, services.archives.open(key, services.clock.now()));
    return std::make_unique<functions::ArchiveReader>(key, std::move(opened), services.objects);
  }
  return services.objects.get_object(key);
}

}  // namespace

void log_damage(std::string_view request_id, std::string_view key, const Error& error,
                telemetry::Logger& logger) {
  logger.log(
      telemetry::Level::error, "object_damaged",
      {{"requestId", request_id}, {"objectKey", key}, {"error", std::string_view(error.message)}});
}

ObjectGate::ObjectGate(const Dispatcher& dispatcher, storage::SignedUrlVerifier& verifier,
                       const std::vector<std::string>& cors_origins)
    : dispatcher_(dispatcher), verifier_(verifier), cors_origins_(cors_origins) {}

std::expected<ObjectAccess, http::Response> ObjectGate::open(Call& call) const {
  const auto refuse = [&](const http::Problem& problem) {
    return std::unexpected(refusal_of(call, problem));
  };
  const auto method = call.request.method;
  const bool reads = method == http::Method::get || method == http::Method::head;
  if (method == http::Method::options) {
    return std::unexpected(
        http::options_response(cors_origins_, call.request, std::string(kAllow)));
  }
  if (!reads && method != http::Method::put) {
    auto refusal = refuse(functions::method_not_allowed());
    refusal.error().headers.add("Allow", std::string(kAllow));
    return refusal;
  }
  call.function = reads ? "get_object" : "put_part";
  auto verified = verifier_.verify(http::to_string(method), call.request.target);
  if (!verified && verified.error().code == ErrorCode::deadline_exceeded) {
    return refuse(functions::url_expired());
  }
  const auto expected =
      reads ? SignedAccess::Operation::get_object : SignedAccess::Operation::upload_part;
  if (!verified || verified->operation != expected) return refuse(functions::invalid_signature());

  ObjectAccess access{.signed_access = *std::move(verified)};
  const std::string& binding = access.signed_access.binding;
  call.bound_user = functions::user_of_binding(binding);
  if (dispatcher_.services().trashed_objects.covers(access.signed_access.key) &&
      !functions::is_trash_binding(binding)) {
    return refuse(functions::not_found());
  }
  if (binding.empty()) {
    access.binding_checked = true;
  } else if (const auto live = functions::is_binding_live_cached(binding, dispatcher_.services())) {
    if (!*live) return refuse(functions::invalid_signature());
    access.binding_checked = true;
  }
  return access;
}

std::expected<std::shared_ptr<storage::ObjectReader>, http::Response> ObjectGate::read(
    const Call& call, const ObjectAccess& access) const {
  try {
    if (const auto bound = check_binding(access); !bound) {
      return std::unexpected(dispatcher_.settle(call, bound.error()));
    }
    auto reader = open_object(access.signed_access.key, dispatcher_.services());
    if (reader) return *std::move(reader);
    if (reader.error().code == ErrorCode::corrupt) {
      log_damage(call.request.request_id, access.signed_access.key, reader.error(),
                 dispatcher_.services().logger);
      return std::unexpected(refusal_of(call, functions::object_damaged()));
    }
    return std::unexpected(dispatcher_.settle(call, functions::Refusal(reader.error())));
  } catch (...) {
    return std::unexpected(dispatcher_.settle(call, std::current_exception()));
  }
}

Answer ObjectGate::answer(const Call& call, const ObjectAccess& access,
                          std::shared_ptr<storage::ObjectReader> reader) const {
  const SignedAccess& allowed = access.signed_access;
  const std::uint64_t found_size = reader->info().size;
  if (allowed.size && found_size != *allowed.size) {
    dispatcher_.services().logger.log(telemetry::Level::error, "object_damaged",
                                      {{"requestId", std::string_view(call.request.request_id)},
                                       {"objectKey", std::string_view(allowed.key)},
                                       {"size", static_cast<std::int64_t>(found_size)},
                                       {"recordedSize", static_cast<std::int64_t>(*allowed.size)}});
    return refusal_of(call, functions::object_damaged());
  }
  auto plan = plan_object_answer(call.request, allowed, reader->info());
  return StoredObject{.plan = std::move(plan), .reader = std::move(reader)};
}

Answer ObjectGate::write(const Call& call, const ObjectAccess& access) const {
  try {
    if (const auto bound = check_binding(access); !bound) {
      return dispatcher_.settle(call, bound.error());
    }
    auto consumer =
        begin_part(call.request, access.signed_access, dispatcher_.services().multipart);
    if (!consumer) return dispatcher_.settle(call, consumer.error());
    return *std::move(consumer);
  } catch (...) {
    return dispatcher_.settle(call, std::current_exception());
  }
}

Outcome<void> ObjectGate::check_binding(const ObjectAccess& access) const {
  if (access.binding_checked) return {};
  AUDMG_TRY(const bool live,
            functions::is_binding_live(access.signed_access.binding, dispatcher_.services()));
  if (!live) return functions::refuse(functions::invalid_signature());
  return {};
}

}  // namespace audmg::dispatch
