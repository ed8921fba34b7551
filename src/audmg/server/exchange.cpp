// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/exchange.hpp"

#include "audmg/server/options.hpp"

namespace audmg::server {

Exchange::Exchange(const Context& shared, EventLoop& on, Transport& over, InputBuffer& input,
                   const RequestHead& head, SteadyTime began_at)
    : context(shared),
      loop(on),
      transport(over),
      body(over, input, head, shared.options.timeouts.body),
      started_at(began_at) {
  call.request.request_id = on.make_request_id();
}

}  // namespace audmg::server
