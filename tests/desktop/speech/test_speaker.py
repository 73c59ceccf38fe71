"""Voices: the real espeak-ng, and stand-ins for programs that cannot be had or go wrong."""

from __future__ import annotations

import json
import os
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.clock import SystemClock
from stretchapp.desktop.sound.clip import RATE_HZ
from stretchapp.desktop.speech.macos_say import Say
from stretchapp.desktop.speech.run_program import output_of
from stretchapp.desktop.speech.speaker import (
    LONGEST_TEXT,
    NoSpeaker,
    SpeechSettings,
    find_speaker,
    speakable,
)
from stretchapp.desktop.speech.windows_sapi import Sapi
from tests.desktop.sound.test_clip import a_wav

if TYPE_CHECKING:
    from stretchapp.desktop.speech.speaker import Speaker

SENTENCE = "Calf stretch at the wall. Left leg."


@pytest.fixture
def speaker() -> Speaker:
    """Who speaks on this machine."""
    return find_speaker(os.environ)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """The only folder in which programs are found; there are none."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def put_program(folder: Path, name: str, script: str) -> str:
    """Put a program where programs are found; return its path."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def found_in(programs: Path, *piper_folders: Path, platform: str = "linux") -> Speaker:
    """Return who speaks where only these programs are found."""
    environ = {"PATH": str(programs), "HOME": str(programs / "home")}
    return find_speaker(environ, piper_folders, platform)


class TestEspeak:
    def test_says_a_sentence(self, speaker: Speaker) -> None:
        clip = speaker.render(SENTENCE, SpeechSettings())

        assert speaker.missing == ""
        assert clip is not None
        assert 1.0 < clip.length_s < 4.0
        assert max(map(abs, clip.samples)) > 5_000

    def test_is_quick(self, speaker: Speaker) -> None:
        clock = SystemClock()
        before_s = clock.monotonic_s()
        speaker.render(SENTENCE, SpeechSettings())

        assert clock.monotonic_s() - before_s < 2.0

    def test_speaks_faster(self, speaker: Speaker) -> None:
        slow = speaker.render(SENTENCE, SpeechSettings(words_per_minute=100))
        fast = speaker.render(SENTENCE, SpeechSettings(words_per_minute=200))

        assert slow is not None
        assert fast is not None
        assert slow.length_s > 1.5 * fast.length_s

    @pytest.mark.parametrize(
        ("settings", "arguments"),
        [
            (SpeechSettings(), "-v en -s 150 -p 50"),
            (SpeechSettings(voice="espeak-ng:en-us", language="de"), "-v en-us -s 150 -p 50"),
            (SpeechSettings(language="de", pitch=100), "-v de -s 150 -p 99"),
        ],
    )
    def test_is_told_how_to_speak(
        self, settings: SpeechSettings, arguments: str, programs: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "tone.wav").write_bytes(a_wav_of_a_second())
        put_program(
            programs, "espeak-ng", f'echo "$@" >{tmp_path}/arguments; /bin/cat {tmp_path}/tone.wav'
        )

        assert found_in(programs).render("Hold.", settings) is not None
        given = (tmp_path / "arguments").read_text()
        assert given == f"--stdin --stdout -b 1 -z {arguments}\n"

    def test_has_voices_that_speak(self, speaker: Speaker) -> None:
        voices = speaker.voices()

        assert voices[0].language.startswith("en")
        british = next(voice for voice in voices if voice.language == "en-gb")
        assert british.key == "espeak-ng:en-gb"
        assert british.name == "English (Great Britain)"
        assert len({voice.key for voice in voices}) == len(voices)
        for voice in voices[:4]:
            assert speaker.render("Hold.", SpeechSettings(voice=voice.key)) is not None

    @pytest.mark.parametrize(
        "voice",
        [
            "espeak-ng:xx-gone",
            "espeak-ng:../../etc/passwd",
            "espeak-ng:--version",
            "piper:gone",
            "nonsense",
        ],
    )
    def test_speaks_as_usual_where_the_chosen_voice_has_gone(
        self, voice: str, speaker: Speaker
    ) -> None:
        usual = speaker.render("Hold.", SpeechSettings())

        clip = speaker.render("Hold.", SpeechSettings(voice=voice))

        assert usual is not None
        assert clip is not None
        assert clip.length_s == pytest.approx(usual.length_s, abs=0.05)

    def test_says_nothing_in_a_language_that_is_none(self, speaker: Speaker) -> None:
        assert speaker.render("Hold.", SpeechSettings(language="--version")) is None
        assert speaker.render("Hold.", SpeechSettings(language="xx")) is None

    @pytest.mark.parametrize(
        ("text", "same"),
        [
            ("--version", "version"),
            ("-v de Hold.", "v de Hold."),
            ("[[h@l'oU]]", "h@l'oU"),
            ("<break time='9s'/>Hold.", "break time='9s'/ Hold."),
            ("Hold.\nHold.\0\x1b[31m", "Hold. Hold. 31m"),
        ],
    )
    def test_takes_a_text_for_nothing_but_a_text(
        self, text: str, same: str, speaker: Speaker
    ) -> None:
        clip = speaker.render(text, SpeechSettings())
        plain = speaker.render(same, SpeechSettings())

        assert clip is not None
        assert plain is not None
        assert clip.length_s == pytest.approx(plain.length_s, abs=0.3)

    @pytest.mark.parametrize("text", ["", "  ", "\0", "...", "<>"])
    def test_of_nothing_is_nothing(self, text: str, speaker: Speaker) -> None:
        assert speaker.render(text, SpeechSettings()) is None


class TestText:
    def test_that_is_long_ends_with_a_word(self) -> None:
        line = speakable("stretch " * 1000)

        assert LONGEST_TEXT - 8 <= len(line) <= LONGEST_TEXT
        assert line.endswith("stretch")

    def test_without_words_is_cut_too(self) -> None:
        assert len(speakable("x" * 10_000)) == LONGEST_TEXT

    def test_keeps_what_people_write(self) -> None:
        assert speakable("Don’t bounce – 3 × 10 s, é!") == "Don’t bounce – 3 × 10 s, é!"


class TestNobody:
    @pytest.mark.parametrize(
        ("platform", "word"),
        [("linux", "espeak-ng"), ("darwin", "say"), ("win32", "PowerShell"), ("aix", "espeak-ng")],
    )
    def test_is_told_with_what_to_install(self, platform: str, word: str, programs: Path) -> None:
        speaker = found_in(programs, platform=platform)

        assert isinstance(speaker, NoSpeaker)
        assert word in speaker.missing
        assert speaker.voices() == []
        speaker.render(SENTENCE, SpeechSettings())


class TestProgram:
    @pytest.mark.parametrize(
        "script",
        [
            "exit 1",
            "echo nonsense",
            ":",
            "kill -9 $$",
            "head -c 20 /dev/zero",
            "exec 0<&-; echo no input is read",
        ],
    )
    def test_that_goes_wrong_is_no_speech(self, script: str, programs: Path) -> None:
        put_program(programs, "espeak-ng", script)
        speaker = found_in(programs)

        assert speaker.render(SENTENCE, SpeechSettings()) is None
        assert speaker.voices() == []

    def test_that_hangs_is_killed_with_all_that_it_started(self, programs: Path) -> None:
        program = put_program(programs, "espeak-ng", "/bin/sleep 600 & echo $!; wait")
        clock = SystemClock()
        before_s = clock.monotonic_s()

        assert output_of([program], SENTENCE, timeout_s=0.3) == b""
        assert clock.monotonic_s() - before_s < 5.0

    def test_that_has_gone_is_no_speech(self) -> None:
        assert output_of(["/nowhere/espeak-ng"], SENTENCE) == b""

    def test_reads_the_text(self) -> None:
        assert output_of(["cat"], "é") == "é".encode()


class TestPiper:
    @pytest.fixture
    def voices(self, tmp_path: Path) -> Path:
        """A folder with a voice, and with files that are none."""
        folder = tmp_path / "voices"
        (folder / "en").mkdir(parents=True)
        described = {"audio": {"sample_rate": 11_025}, "language": {"code": "en_GB"}}
        (folder / "en" / "alba.onnx").write_text("")
        (folder / "en" / "alba.onnx.json").write_text(json.dumps(described))
        for name, content in [("broken", "{"), ("empty", "{}"), ("list", "[]")]:
            (folder / f"{name}.onnx").write_text("")
            (folder / f"{name}.onnx.json").write_text(content)
        (folder / "alone.onnx").write_text("")
        return folder

    @pytest.fixture
    def speaker(self, programs: Path, voices: Path, tmp_path: Path) -> Speaker:
        """A stand-in that notes what it was given, and answers with a tone of half a second."""
        (tmp_path / "raw").write_bytes(b"\x00\x20" * 5512)
        put_program(
            programs,
            "piper",
            f'echo "$@" >{tmp_path}/arguments; /bin/cat >{tmp_path}/text; /bin/cat {tmp_path}/raw',
        )
        return found_in(programs, voices)

    def test_speaks_with_the_users_voice(
        self, speaker: Speaker, tmp_path: Path, voices: Path
    ) -> None:
        (voice,) = speaker.voices()
        clip = speaker.render("-v Hold.", SpeechSettings(voice=voice.key, words_per_minute=80))

        assert (voice.key, voice.language) == ("piper:alba", "en-gb")
        assert clip is not None
        assert clip.length_s == pytest.approx(0.5, abs=0.01)
        assert (tmp_path / "text").read_text() == "-v Hold.\n"
        assert (tmp_path / "arguments").read_text() == (
            f"--model {voices}/en/alba.onnx --length_scale 2.000 --output_raw\n"
        )

    def test_is_not_the_usual_voice_where_there_is_another(
        self, speaker: Speaker, programs: Path, voices: Path
    ) -> None:
        put_program(programs, "espeak-ng", "exit 1")

        assert found_in(programs, voices).render("Hold.", SpeechSettings()) is None
        assert speaker.render("Hold.", SpeechSettings()) is not None

    def test_without_a_voice_is_nobody(self, speaker: Speaker, programs: Path) -> None:
        assert found_in(programs).missing != ""

    def test_has_its_voices_in_the_usual_place_too(
        self, speaker: Speaker, programs: Path, voices: Path
    ) -> None:
        environ = {"PATH": str(programs), "XDG_DATA_HOME": str(voices.parent)}
        voices.rename(voices.parent / "piper-voices")

        assert [voice.key for voice in find_speaker(environ).voices()] == ["piper:alba"]


class TestSay:
    """macOS cannot be run here: its program is a stand-in."""

    @pytest.fixture
    def program(self, programs: Path, tmp_path: Path) -> str:
        """A ``say`` that writes a tone to where it was told."""
        (tmp_path / "tone.wav").write_bytes(a_wav_of_a_second())
        return put_program(
            programs,
            "say",
            f"""
            if [ "$2" = "?" ]; then
                echo "Daniel              en_GB    # Hello! My name is Daniel."
                echo "Eddy (English (UK)) en_GB    # Hello! My name is Eddy."
                echo "nothing that can be read"
                exit
            fi
            /bin/cat >{tmp_path}/text
            while [ "$1" != "-o" ]; do shift; done
            /bin/cp {tmp_path}/tone.wav "$2"
            """,
        )

    def test_speaks(self, program: str, programs: Path, tmp_path: Path) -> None:
        speaker = found_in(programs, platform="darwin")
        clip = speaker.render("Hold. [[slnc 9000]]", SpeechSettings())

        assert clip is not None
        assert clip.length_s == pytest.approx(1.0)
        assert (tmp_path / "text").read_text() == "Hold. slnc 9000"
        assert [(voice.name, voice.language) for voice in speaker.voices()] == [
            ("Daniel", "en-gb"),
            ("Eddy (English (UK))", "en-gb"),
        ]

    @pytest.mark.parametrize(
        ("voice", "options"), [("Daniel", ["-v", "Daniel"]), ("", []), ("-o", [])]
    )
    def test_is_told_what_to_do(self, voice: str, options: list[str]) -> None:
        command = Say("say").command(Path("x.wav"), voice, SpeechSettings(words_per_minute=120))

        assert command == [
            *["say", *options, "-r", "120", "-o", "x.wav"],
            *["--file-format=WAVE", f"--data-format=LEI16@{RATE_HZ}", "-f", "-"],
        ]

    def test_that_writes_nothing_is_no_speech(self, programs: Path) -> None:
        put_program(programs, "say", "exit 1")

        assert found_in(programs, platform="darwin").render("Hold.", SpeechSettings()) is None


class TestSapi:
    """Windows cannot be run here: PowerShell is a stand-in."""

    def test_speaks(self, programs: Path, tmp_path: Path) -> None:
        (tmp_path / "tone.wav").write_bytes(a_wav_of_a_second())
        put_program(
            programs,
            "powershell",
            f"""
            if [ "${{4#*GetInstalledVoices}}" != "$4" ]; then
                printf 'en-GB\\tMicrosoft Hazel Desktop\\r\\nnothing\\r\\n'
                exit
            fi
            /bin/cat >{tmp_path}/text
            echo "$STRETCHAPP_VOICE $STRETCHAPP_RATE" >{tmp_path}/choices
            /bin/cp {tmp_path}/tone.wav "$STRETCHAPP_FILE"
            """,
        )
        speaker = found_in(programs, platform="win32")
        (voice,) = speaker.voices()
        clip = speaker.render("Hold'); exit", SpeechSettings(voice=voice.key))

        assert voice.name == "Microsoft Hazel Desktop"
        assert voice.language == "en-gb"
        assert clip is not None
        assert (tmp_path / "text").read_text() == "Hold'); exit"
        assert (tmp_path / "choices").read_text() == "Microsoft Hazel Desktop -1\n"

    @pytest.mark.parametrize(
        ("words_per_minute", "rate"), [(80, "-5"), (170, "0"), (300, "8"), (400, "10")]
    )
    def test_rate_is_between_its_limits(self, words_per_minute: int, rate: str) -> None:
        settings = SpeechSettings(words_per_minute=words_per_minute)

        choices = Sapi("powershell").choices(Path("x.wav"), "", settings)

        assert choices["STRETCHAPP_RATE"] == rate

    def test_that_writes_nothing_is_no_speech(self, programs: Path) -> None:
        put_program(programs, "powershell", "exit 1")

        assert found_in(programs, platform="win32").render("Hold.", SpeechSettings()) is None


def a_wav_of_a_second() -> bytes:
    """Return the bytes of a WAV file with a second of sound."""
    return a_wav(array("h", [5000] * RATE_HZ))
