// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/notification/event.hpp"
#include "audmg/notification/event_filter.hpp"
#include "audmg/notification/mailer.hpp"
#include "audmg/notification/publisher.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::notification {

/// A receiver outside the drive that is told about events.
struct Subscriber {
  /// The name in deliveries (delivery.hpp): "webhook", "mail", "topic".
  std::string_view name;
  /// The events that it wants; all of them when unset.
  std::optional<EventFilter> filter{};
  /// Null in a process that only creates deliveries and leaves carrying them out to another one.
  std::unique_ptr<Publisher> publisher{};
};

/// All subscribers of a deployment. An event makes one delivery for each subscriber that wants it;
/// the delivery waits in the queue "events" until deliver() carries it out. Thread-safe.
class Subscribers {
 public:
  /// Makes a set without subscribers.
  Subscribers() = default;
  /// The names must be distinct. `mailer` is the mailer that the publishers use, if any of them
  /// needs one.
  explicit Subscribers(std::vector<Subscriber> subscribers, std::unique_ptr<Mailer> mailer = {})
      : mailer_(std::move(mailer)), subscribers_(std::move(subscribers)) {}

  [[nodiscard]] bool empty() const noexcept { return subscribers_.empty(); }

  /// Returns the bodies of the messages to send for the event; often there are none.
  [[nodiscard]] std::vector<std::string> deliveries(const Event& event) const;

  /// Carries out one delivery. May block for some seconds. Errors: those of the publisher;
  /// invalid_argument or too_large (the message is not a delivery); not_found (no such subscriber:
  /// it was switched off after the message was sent).
  [[nodiscard]] Result<void> deliver(std::string_view body) const;

 private:
  std::unique_ptr<Mailer> mailer_;  // outlives the publishers
  std::vector<Subscriber> subscribers_;
};

}  // namespace audmg::notification
