// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/problem.hpp"
#include "audmg/server/client_address.hpp"
#include "audmg/server/context.hpp"
#include "audmg/server/event_loop.hpp"
#include "audmg/server/exchange.hpp"
#include "audmg/server/input_buffer.hpp"
#include "audmg/server/request_head.hpp"
#include "audmg/server/transport.hpp"

#include <memory>
#include <string>

namespace audmg::server {

/// One client's connection: serves request after request until either side ends it. Runs on one
/// event loop. Holds no buffers while it waits for a request.
class Connection final : public Watched {
 public:
  Connection(const Context& context, EventLoop& loop, Transport transport,
             const AddressBytes& peer);
  ~Connection() override;

  /// Serves until the connection ends.
  [[nodiscard]] Task<void> run();

  void enforce_deadline(SteadyTime now) override { transport_.enforce_deadline(now); }
  void drain() override;
  void abandon() override { transport_.abandon(); }

 private:
  enum class Next { keep, close, close_after_drain };

  [[nodiscard]] Task<void> answer_plainly(SteadyTime deadline);
  [[nodiscard]] Task<bool> wait_for_request(bool first);
  [[nodiscard]] Task<Next> serve_request();
  [[nodiscard]] Task<HeadScanner::State> receive_head(HeadScanner& scanner, SteadyTime deadline);
  [[nodiscard]] Task<Next> serve(RequestHead head, SteadyTime started_at);
  [[nodiscard]] Task<Next> refuse(http::Problem problem, SteadyTime started_at);
  [[nodiscard]] Task<bool> answer(Exchange& exchange);
  void record(const Exchange& exchange) const;
  [[nodiscard]] Task<void> close(bool discard);
  [[nodiscard]] std::string client_of(const http::Headers& headers) const;

  const Context& context_;
  EventLoop& loop_;
  Transport transport_;
  InputBuffer input_;
  const AddressBytes peer_;
  const std::string peer_text_;
  bool idle_ = false;
  EventLoop::Hook hook_;
};

}  // namespace audmg::server
