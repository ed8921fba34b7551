// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/aws_findings.hpp"
#include "audmg/core/id.hpp"
#include "audmg/functions/jobs/probe_message.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>

namespace audmg::app {
namespace {

constexpr std::string_view kGroup = "doctor";
/// A message that was sent may take a while to be received.
constexpr int kMaxReceives = 5;
constexpr std::chrono::seconds kWait{2};
/// Nobody else needs the message, and the next receive must not get it again.
constexpr std::chrono::seconds kLease{30};

std::string subject_of(std::string_view queue) { return fmt::format("queue {}", queue); }

/// What became of the message that was sent.
enum class Trip {
  received,
  gone,     ///< a worker had it
  waiting,  ///< it is in the queue and does not come
  busy,     ///< other messages came, and were given back
};

Result<Trip> receive(const std::string& body, queue::MessageQueue& queue) {
  for (int number = 0; number < kMaxReceives; ++number) {
    AUDMG_TRY(const auto messages,
              queue.receive_message(
                  {.max_messages = 1, .visibility_timeout = kLease, .wait_time = kWait}, {}));
    for (const queue::Message& message : messages) {
      if (message.body == body) {
        AUDMG_CHECK(queue.delete_message(message.receipt_handle));
        return Trip::received;
      }
      if (functions::is_probe_message(message.body)) {
        // Of a doctor that was stopped.
        AUDMG_CHECK(queue.delete_message(message.receipt_handle));
        continue;
      }
      AUDMG_CHECK(queue.change_message_visibility(message.receipt_handle, {}));
      return Trip::busy;
    }
    AUDMG_TRY(const auto attributes, queue.get_queue_attributes());
    if (attributes.visible == 0) return Trip::gone;
  }
  return Trip::waiting;
}

Finding describe_trip(const std::string& subject, const Result<Trip>& trip) {
  if (!trip) {
    return {Verdict::fail, subject, trip.error().message,
            "Let these credentials call sqs:ReceiveMessage, DeleteMessage, "
            "ChangeMessageVisibility and GetQueueAttributes. A server with AUDMG_WORKERS=off needs "
            "none of the first three."};
  }
  switch (*trip) {
    case Trip::received:
      return {Verdict::ok, subject, "a message came back", ""};
    case Trip::gone:
      return {Verdict::ok, subject, "took a message; it is gone, so a worker has it", ""};
    case Trip::busy:
      return {Verdict::ok, subject, "took a message, and gives out others", ""};
    case Trip::waiting:
      break;
  }
  return {Verdict::fail, subject, "took a message and does not give it out",
          "See whether the queue delays messages (DelaySeconds), or is a FIFO queue."};
}

}  // namespace

std::vector<Finding> describe_queue(std::string_view name, const std::string& url,
                                    const queue::sqs::QueueStanding& standing) {
  const std::string subject = subject_of(name);
  const std::string command = fmt::format(
      "aws sqs set-queue-attributes --queue-url {} --attributes "
      "'{{\"RedrivePolicy\":\"{{\\\"deadLetterTargetArn\\\":\\\"ARN-OF-A-QUEUE\\\","
      "\\\"maxReceiveCount\\\":\\\"{}\\\"}}\"}}'",
      url, queue::kMaxReceiveCount);
  if (!standing.redrive) {
    return {{Verdict::fail, subject, "has no redrive policy: what fails comes again for ever",
             command}};
  }
  const auto& redrive = *standing.redrive;
  if (!redrive.is_there) {
    return {{Verdict::fail, subject,
             fmt::format("its dead letters go to {}: {}", redrive.queue,
                         redrive.is_there.error().message),
             "Make that queue, or let these credentials call sqs:GetQueueUrl and "
             "GetQueueAttributes for it."}};
  }
  if (redrive.max_receives != queue::kMaxReceiveCount) {
    return {{Verdict::warn, subject,
             fmt::format("gives a message up after {} receives; the drive counts on {}",
                         redrive.max_receives, queue::kMaxReceiveCount),
             command}};
  }
  return {{Verdict::ok, subject, fmt::format("dead letters go to {}", redrive.queue), ""}};
}

Finding try_queue(const QueueTrial& trial, queue::MessageQueue& queue, const Clock& clock) {
  const std::string subject = subject_of(trial.name);
  const std::string body = functions::write_probe_message(FileId::make(clock.now()).text());
  if (const auto sent = queue.send_message({.body = body, .group_id = std::string(kGroup)});
      !sent) {
    return {Verdict::fail, subject, sent.error().message,
            "Let these credentials call sqs:SendMessage; other engines must take messages with a "
            "MessageGroupId in a standard queue."};
  }
  if (trial.waiting > 0) {
    return {Verdict::ok, subject,
            fmt::format("took a message; {} wait before it, so it was not received", trial.waiting),
            ""};
  }
  const auto trip = receive(body, queue);
  if (!trip && !trial.must_receive) return {Verdict::ok, subject, "took a message", ""};
  return describe_trip(subject, trip);
}

}  // namespace audmg::app
