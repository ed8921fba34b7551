// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/object_endpoint.hpp"

#include "audmg/functions/authorizer.hpp"
#include "audmg/functions/failures.hpp"
#include "audmg/http/cors.hpp"
#include "audmg/server/body_stream.hpp"
#include "audmg/server/object_answer.hpp"
#include "audmg/server/object_sender.hpp"
#include "audmg/server/part_upload.hpp"
#include "audmg/server/pool_call.hpp"
#include "audmg/server/response_writer.hpp"

#include <optional>
#include <utility>

namespace audmg::server {
namespace {

using storage::SignedAccess;
using Refusal = std::optional<http::Response>;
using std::chrono::steady_clock;

constexpr std::string_view kAllow = "GET, HEAD, PUT";

http::Response invalid_signature(const Exchange& exchange) {
  return problem(exchange, 403, "invalid_signature",
                 "The URL's signature is not valid. Ask for a new URL.");
}

http::Response failure(Exchange& exchange, const Error& error) {
  return functions::answer_failure(exchange.context.services.logger, exchange.function,
                                   exchange.request.request_id, error);
}

/// Bytes that are known to be wrong are never sent.
http::Response damaged(const Exchange& exchange, const SignedAccess& access,
                       std::uint64_t found_size) {
  exchange.context.services.logger.log(
      telemetry::Level::error, "object_damaged",
      {{"requestId", std::string_view(exchange.request.request_id)},
       {"objectKey", std::string_view(access.key)},
       {"size", static_cast<std::int64_t>(found_size)},
       {"recordedSize", static_cast<std::int64_t>(*access.size)}});
  return problem(exchange, 500, "object_damaged",
                 "The stored file is damaged: its size is not the one on record.");
}

/// Whether the one the URL was made for may still use it. May block unless that is known.
Refusal refuse_binding(Exchange& exchange, const SignedAccess& access, std::optional<bool> known) {
  if (access.binding.empty()) return std::nullopt;
  if (!known) {
    auto live = functions::is_binding_live(access.binding, exchange.context.services);
    if (!live) return failure(exchange, live.error());
    known = *live;
  }
  if (!*known) return invalid_signature(exchange);
  return std::nullopt;
}

/// Either the answer, or the object.
struct Opening {
  Refusal refusal;
  std::shared_ptr<storage::ObjectReader> reader;
};

Opening open_object(Exchange& exchange, const SignedAccess& access, std::optional<bool> live) {
  Opening opening;
  auto response = functions::guarded(
      exchange.context.services.logger, exchange.function, exchange.request.request_id, [&] {
        if (auto refusal = refuse_binding(exchange, access, live)) return *std::move(refusal);
        auto reader = exchange.context.services.objects.get_object(access.key);
        if (!reader) return failure(exchange, reader.error());
        opening.reader = *std::move(reader);
        return http::Response{};
      });
  if (!opening.reader) opening.refusal = std::move(response);
  return opening;
}

Task<bool> get_object(Exchange& exchange, const SignedAccess& access, std::optional<bool> live) {
  Opening opening;
  if (live.value_or(access.binding.empty())) {
    opening.reader = exchange.loop.open_objects().find(access.key, steady_clock::now());
  }
  if (!opening.reader) {
    auto opened = co_await try_run(exchange.loop, exchange.context.function_pool,
                                   [&] { return open_object(exchange, access, live); });
    if (opened) {
      opening = *std::move(opened);
    } else {
      opening.refusal = overloaded(exchange);
    }
    if (opening.reader) {
      exchange.loop.open_objects().keep(access.key, opening.reader, steady_clock::now());
    }
  }
  if (opening.reader && access.size && opening.reader->info().size != *access.size) {
    opening.refusal = damaged(exchange, access, opening.reader->info().size);
  }
  if (opening.refusal) {
    const bool sent = co_await send_response(exchange, *std::move(opening.refusal));
    co_return sent;
  }
  const ObjectAnswer answer = plan_object_answer(exchange.request, access, opening.reader->info());
  const auto kind = answer.status < 400 ? HeadKind::media : HeadKind::function;
  std::string head =
      response_head(exchange, answer.status, answer.headers, answer.content_length, kind);
  const bool sent =
      co_await send_object(exchange, std::move(head), answer.pieces, std::move(opening.reader));
  co_return sent;
}

/// Either the answer, or who takes the part's bytes.
struct PartOpening {
  Refusal refusal;
  std::unique_ptr<http::BodyConsumer> consumer;
};

PartOpening open_part(Exchange& exchange, const SignedAccess& access, std::optional<bool> live) {
  PartOpening opening;
  auto response = functions::guarded(
      exchange.context.services.logger, exchange.function, exchange.request.request_id, [&] {
        if (auto refusal = refuse_binding(exchange, access, live)) return *std::move(refusal);
        auto begun = begin_part(exchange.request, access, exchange.context.services.multipart);
        if (!begun) return failure(exchange, begun.error());
        if (auto* answer = std::get_if<http::Response>(&*begun)) return std::move(*answer);
        opening.consumer = std::get<std::unique_ptr<http::BodyConsumer>>(*std::move(begun));
        return http::Response{};
      });
  if (!opening.consumer) opening.refusal = std::move(response);
  return opening;
}

Task<http::Response> put_part(Exchange& exchange, const SignedAccess& access,
                              std::optional<bool> live) {
  if (exchange.body.is_chunked() || exchange.body.announced_length() != access.content_length) {
    co_return problem(exchange, 400, "size_mismatch",
                      "This part must have exactly " + std::to_string(access.content_length) +
                          " bytes, announced by Content-Length.");
  }
  auto opening = co_await try_run(exchange.loop, exchange.context.function_pool,
                                  [&] { return open_part(exchange, access, live); });
  if (!opening) co_return overloaded(exchange);
  if (opening->refusal) co_return *std::move(opening->refusal);
  auto response = co_await stream_body(exchange, std::move(opening->consumer));
  co_return response;
}

/// What is wrong with the method or the signature; fills `access` otherwise.
Refusal verify(Exchange& exchange, SignedAccess& access) {
  const auto method = exchange.request.method;
  const bool reads = method == http::Method::get || method == http::Method::head;
  if (method == http::Method::options) {
    return http::options_response(exchange.context.options.cors_origins, exchange.request,
                                  std::string(kAllow));
  }
  if (!reads && method != http::Method::put) {
    auto response =
        problem(exchange, 405, "method_not_allowed", "This path does not know the method.");
    response.headers.add("Allow", std::string(kAllow));
    return response;
  }
  exchange.function = reads ? "get_object" : "put_part";
  auto verified =
      exchange.context.verifier.verify(http::to_string(method), exchange.request.target);
  if (!verified && verified.error().code == ErrorCode::deadline_exceeded) {
    return problem(exchange, 403, "url_expired", "The URL has expired. Ask for a new one.");
  }
  const auto expected =
      reads ? SignedAccess::Operation::get_object : SignedAccess::Operation::upload_part;
  if (!verified || verified->operation != expected) return invalid_signature(exchange);
  access = *std::move(verified);
  exchange.bound_user = access.binding.substr(0, access.binding.rfind('.'));
  return std::nullopt;
}

}  // namespace

Task<bool> serve_object(Exchange& exchange) {
  SignedAccess access;
  auto refusal = verify(exchange, access);
  std::optional<bool> live;
  if (!refusal && !access.binding.empty()) {
    live = functions::is_binding_live_cached(access.binding, exchange.context.services);
  }
  if (live == false) refusal = invalid_signature(exchange);
  if (!refusal && exchange.request.method != http::Method::put) {
    const bool sent = co_await get_object(exchange, access, live);
    co_return sent;
  }
  if (!refusal) refusal = co_await put_part(exchange, access, live);
  const bool sent = co_await send_response(exchange, *std::move(refusal));
  co_return sent;
}

}  // namespace audmg::server
