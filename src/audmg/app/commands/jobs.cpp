// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/with_operations.hpp"
#include "audmg/app/control/operation_json.hpp"

#include <fmt/format.h>

#include <functional>
#include <string>

namespace audmg::app {
namespace {

/// Calls `visit` for every job, page by page; returns whether the queue is paused.
Result<bool> for_each_job(const Operations& operations, const JobsListCommand& command,
                          const std::function<void(const MessageView&)>& visit) {
  ListJobsRequest request{.queue = command.queue, .state = command.state, .after = {}};
  for (;;) {
    AUDMG_TRY(const JobPage page, operations.jobs_list(request));
    if (page.jobs.empty()) return page.paused;
    for (const MessageView& job : page.jobs) visit(job);
    request.after = page.jobs.back().id;
  }
}

Result<void> print_json_list(const Operations& operations, const JobsListCommand& command) {
  json::Writer json;
  json.begin_array();
  AUDMG_CHECK(for_each_job(operations, command, [&](const MessageView& job) {
    JsonForm<MessageView>::write(json, job);
  }));
  json.end_array();
  fmt::print("{}\n", json.text());
  return {};
}

Result<void> print_list(const Operations& operations, const JobsListCommand& command) {
  std::uint64_t count = 0;
  AUDMG_TRY(const bool paused, for_each_job(operations, command, [&](const MessageView& job) {
              if (count++ == 0) fmt::print("{}", job_line_head());
              fmt::print("{}", job_line(job));
            }));
  const std::string queue = printable(command.queue);
  if (count == 0) {
    say(fmt::format("There are no {}messages in the queue {}.\n",
                    command.state ? fmt::format("{} ", to_string(*command.state)) : "", queue));
  }
  if (paused) {
    say(fmt::format("The queue {0} is paused; `audmg jobs resume --queue {0}` lets it go on.\n",
                    queue));
  }
  return {};
}

}  // namespace

ExitCode run(const JobsListCommand& command, const config::Settings& settings) {
  return with_operations(settings, "audmg jobs list", MissingFolder::refuse,
                         [&](const Operations& operations) {
                           return command.json ? print_json_list(operations, command)
                                               : print_list(operations, command);
                         });
}

ExitCode run(const JobsShowCommand& command, const config::Settings& settings) {
  return with_operations(settings, "audmg jobs show", MissingFolder::refuse,
                         [&](const Operations& operations) -> Result<void> {
                           AUDMG_TRY(const MessageView job, operations.jobs_show(command.id));
                           if (command.json) {
                             fmt::print("{}\n", to_json(job));
                           } else {
                             fmt::print("{}", job_text(job));
                           }
                           return {};
                         });
}

ExitCode run(const JobsRetryCommand& command, const config::Settings& settings) {
  return with_operations(
      settings, "audmg jobs retry", MissingFolder::refuse,
      [&](const Operations& operations) -> Result<void> {
        AUDMG_TRY(const std::string queue, operations.jobs_retry(command.id));
        fmt::print(
            "The message {} can be received from the queue {} again, as if it never had been.\n",
            printable(command.id), printable(queue));
        return {};
      });
}

ExitCode run(const JobsRedriveCommand& command, const config::Settings& settings) {
  return with_operations(
      settings, "audmg jobs redrive", MissingFolder::refuse,
      [&](const Operations& operations) -> Result<void> {
        AUDMG_TRY(const std::uint64_t moved, operations.jobs_redrive(command.queue));
        const std::string queue = printable(command.queue);
        if (moved == 0) {
          fmt::print("There are no dead messages in the queue {}.\n", queue);
        } else {
          fmt::print("{} moved back to the queue {}.\n", count_text(moved, "message"), queue);
        }
        return {};
      });
}

ExitCode run(const JobsPauseCommand& command, const config::Settings& settings) {
  return with_operations(
      settings, "audmg jobs pause", MissingFolder::refuse,
      [&](const Operations& operations) -> Result<void> {
        AUDMG_CHECK(operations.jobs_pause(command.queue));
        fmt::print(
            "The queue {0} is paused: what is being worked on may end, everything else waits until "
            "`audmg jobs resume --queue {0}`, also across a restart.\n",
            printable(command.queue));
        return {};
      });
}

ExitCode run(const JobsResumeCommand& command, const config::Settings& settings) {
  return with_operations(settings, "audmg jobs resume", MissingFolder::refuse,
                         [&](const Operations& operations) -> Result<void> {
                           AUDMG_CHECK(operations.jobs_resume(command.queue));
                           fmt::print("The queue {} goes on.\n", printable(command.queue));
                           return {};
                         });
}

}  // namespace audmg::app
