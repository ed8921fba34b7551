// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/notification/mail_text.hpp"
#include "audmg/notification/mailer.hpp"

#include <mutex>
#include <vector>

namespace audmg::notification {

/// Keeps the mails that could be sent instead of sending them.
class RecordingMailer final : public Mailer {
 public:
  Result<void> send_mail(const Mail& mail) override {
    AUDMG_CHECK(mail_text(mail, "drive@example.org", mail_time_));
    const std::scoped_lock lock(mutex_);
    mails_.push_back(mail);
    return {};
  }

  [[nodiscard]] std::vector<Mail> mails() const {
    const std::scoped_lock lock(mutex_);
    return mails_;
  }

 private:
  const TimePoint mail_time_{};
  mutable std::mutex mutex_;
  std::vector<Mail> mails_;
};

}  // namespace audmg::notification
