// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The compiled half of Asio: everything that is no template.
#include <boost/asio/impl/src.hpp>
