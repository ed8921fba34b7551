# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Seconds of music per second of one core: render_audio() beside one ffmpeg command line with the same outputs."""

import resource
import subprocess

from measure import interleaved, kept, median, run_json

SECONDS = 120
# What a song is to an encoder: noise of several colours and tones, not the same left and right.
SONG = (f"anoisesrc=color=pink:seed=1:amplitude=0.3:duration={SECONDS}:sample_rate=44100[a];"
        f"anoisesrc=color=brown:seed=2:amplitude=0.3:duration={SECONDS}:sample_rate=44100[b];"
        f"sine=frequency=330:beep_factor=4:duration={SECONDS}:sample_rate=44100[c];"
        "[a][c]amix=normalize=0[l];[b][c2]amix=normalize=0[r];[l][r]join=inputs=2:channel_layout=stereo")


def run(context):
    song = context.folder / "song.flac"
    kept(make_song, song)
    for form in ("mp3", "m4a"):
        figures = interleaved(context.rounds, {
            "ours": lambda form=form: ours(context, song, form),
            "ffmpeg": lambda form=form: peer(context, song, form)})
        context.ratio(f"FLAC to {form}, Opus, peaks and loudness in one pass", "s of audio per CPU-s",
                      median(figures["ours"], "rate"), "ffmpeg, one command", median(figures["ffmpeg"], "rate"), 0.9)
    context.note(f"Rendering {SECONDS} s of FLAC took {median(figures['ours'], 'residentMb'):.0f} MiB at most.")


def make_song(path):
    graph = SONG.replace("[c];", "[s];[s]asplit[c][c2];", 1)
    ffmpeg("-f", "lavfi", "-i", graph, "-c:a", "flac", str(path))


def ours(context, song, form):
    figure = run_json([context.program("render_audio"), str(song), "audio/flac", form])
    return {"rate": figure["audioSeconds"] / figure["cpuSeconds"], "residentMb": figure["maxResidentKb"] / 1024}


def peer(context, song, form):
    encoder = {"mp3": ["-c:a", "libmp3lame", "-id3v2_version", "0"], "m4a": ["-c:a", "aac", "-movflags", "faststart"]}
    before = children_cpu()
    # The peaks stand in as 8-bit samples, which cost ffmpeg next to nothing.
    ffmpeg("-threads", "1", "-i", str(song), "-filter_complex",
           "[0:a]asplit=4[u][o][p][l];[l]ebur128=peak=true:framelog=verbose[le]",
           "-map", "[u]", "-threads", "1", *encoder[form], "-b:a", "160k", str(context.folder / f"u.{form}"),
           "-map", "[o]", "-threads", "1", "-c:a", "libopus", "-b:a", "128k", "-movflags", "faststart",
           str(context.folder / "o.mp4"),
           "-map", "[p]", "-ac", "1", "-f", "u8", "/dev/null", "-map", "[le]", "-f", "null", "-")
    return {"rate": SECONDS / (children_cpu() - before), "residentMb": 0}


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-filter_threads", "1",
                    "-filter_complex_threads", "1", *arguments], check=True)


def children_cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
