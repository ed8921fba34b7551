// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/object_answer.hpp"
#include "audmg/functions/body_consumer.hpp"
#include "audmg/http/event_source.hpp"
#include "audmg/http/response.hpp"
#include "audmg/storage/object_store.hpp"

#include <memory>
#include <variant>

namespace audmg::dispatch {

/// A stored object, and the pieces of it to send.
struct StoredObject {
  ObjectAnswer plan;
  std::shared_ptr<storage::ObjectReader> reader;
};

/// The result of a call. A runtime sends the response; or feeds the body to the consumer and sends
/// the response that Dispatcher::settle() makes of its outcome; or sends the source's events while
/// the client listens; or sends the planned pieces of the object.
using Answer = std::variant<http::Response, std::unique_ptr<functions::BodyConsumer>,
                            std::unique_ptr<http::EventSource>, StoredObject>;

}  // namespace audmg::dispatch
