// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// `audmg-media`: the only program that maps decoders. The server starts it; it is a part of the
// server's own file.
#include "audmg/lib/vips/library.hpp"
#include "audmg/media/sandbox/child/zygote.hpp"

using namespace audmg::media;

int main() { return sandbox::run_zygote({audmg::vips::initialise, render}); }
