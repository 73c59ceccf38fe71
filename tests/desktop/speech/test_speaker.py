"""Speech: the real espeak-ng, and stand-ins for programs that are not here or fail."""

from __future__ import annotations

import json
import os
import select
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from stretchapp.base.clock import SystemClock
from stretchapp.desktop.sound.clip import RATE_HZ
from stretchapp.desktop.speech.engine import SpeechSettings
from stretchapp.desktop.speech.macos_say import Say
from stretchapp.desktop.speech.run_program import output_of
from stretchapp.desktop.speech.speaker import (
    MAX_TEXT_LENGTH,
    NO_VOICE,
    NoSpeaker,
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
    """The speaker of this machine."""
    return find_speaker(os.environ)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """The only folder in which programs are found; empty at first."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def put_program(folder: Path, name: str, script: str) -> str:
    """Put a script into a folder of programs, and return its path."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def speaker_of(programs: Path, platform: str = "linux") -> Speaker:
    """Return the speaker of a machine that has only these programs."""
    return find_speaker({"PATH": str(programs), "HOME": str(programs / "home")}, platform)


class TestEspeak:
    def test_renders_a_sentence(self, speaker: Speaker) -> None:
        clip = speaker.render(SENTENCE, SpeechSettings())

        assert speaker.missing == ""
        assert clip is not None
        assert 1.0 < clip.length_s < 4.0
        assert max(map(abs, clip.samples)) > 5_000

    def test_is_fast(self, speaker: Speaker) -> None:
        clock = SystemClock()
        before_s = clock.monotonic_s()
        speaker.render(SENTENCE, SpeechSettings())

        assert clock.monotonic_s() - before_s < 2.0

    def test_speaks_at_the_chosen_speed(self, speaker: Speaker) -> None:
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
    def test_gets_the_settings_as_options(
        self, settings: SpeechSettings, arguments: str, programs: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "tone.wav").write_bytes(a_wav_of_a_second())
        put_program(
            programs, "espeak-ng", f'echo "$@" >{tmp_path}/arguments; /bin/cat {tmp_path}/tone.wav'
        )

        assert speaker_of(programs).render("Hold.", settings) is not None
        options = (tmp_path / "arguments").read_text()
        assert options == f"--stdin --stdout -b 1 -z {arguments}\n"

    def test_lists_voices_that_speak(self, speaker: Speaker) -> None:
        voices = speaker.voices()

        assert voices[0].language.startswith("en")
        british = next(voice for voice in voices if voice.language == "en-gb")
        assert british.key == "espeak-ng:en-gb"
        assert british.name == "English (Great Britain)"
        assert len({voice.key for voice in voices}) == len(voices)
        for voice in voices[:4]:
            assert speaker.render("Hold.", SpeechSettings(voice=voice.key)) is not None

    def test_lists_one_voice_for_each_id_and_none_of_mbrola(self, programs: Path) -> None:
        put_program(
            programs,
            "espeak-ng",
            """/bin/cat <<END
Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  de              --/M      German             gmw/de
 5  en-gb           --/M      English_(Great)    gmw/en
 5  en-gb           --/M      English_Other      gmw/en-other
 5  en-us           --/M      us-mbrola-1        mb/mb-us1
END""",
        )

        voices = speaker_of(programs).voices()

        assert [(voice.key, voice.name) for voice in voices] == [
            ("espeak-ng:en-gb", "English (Great)"),
            ("espeak-ng:de", "German"),
        ]

    @pytest.mark.parametrize("voice", ["../../etc/passwd", "--version", "/etc/passwd", "a b"])
    def test_is_never_given_a_voice_that_is_a_path_or_an_option(
        self, voice: str, programs: Path, tmp_path: Path
    ) -> None:
        put_program(programs, "espeak-ng", f'echo "$@" >>{tmp_path}/arguments')

        speaker_of(programs).render("Hold.", SpeechSettings(voice=f"espeak-ng:{voice}"))

        assert (tmp_path / "arguments").read_text().splitlines() == [
            "--stdin --stdout -b 1 -z -v en -s 150 -p 50"
        ]

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
    def test_uses_the_default_voice_if_the_chosen_one_is_unknown(
        self, voice: str, speaker: Speaker
    ) -> None:
        default = speaker.render("Hold.", SpeechSettings())

        clip = speaker.render("Hold.", SpeechSettings(voice=voice))

        assert default is not None
        assert clip is not None
        assert clip.length_s == pytest.approx(default.length_s, abs=0.05)

    def test_is_silent_in_an_unknown_language(self, speaker: Speaker) -> None:
        assert speaker.render("Hold.", SpeechSettings(language="--version")) is None
        assert speaker.render("Hold.", SpeechSettings(language="xx")) is None

    @pytest.mark.parametrize(
        ("text", "plain_text"),
        [
            ("--version", "version"),
            ("-v de Hold.", "v de Hold."),
            ("[[h@l'oU]]", "h@l'oU"),
            ("<break time='9s'/>Hold.", "break time='9s'/ Hold."),
            ("Hold.\nHold.\0\x1b[31m", "Hold. Hold. 31m"),
        ],
    )
    def test_reads_commands_aloud_instead_of_executing_them(
        self, text: str, plain_text: str, speaker: Speaker
    ) -> None:
        clip = speaker.render(text, SpeechSettings())
        plain = speaker.render(plain_text, SpeechSettings())

        assert clip is not None
        assert plain is not None
        assert clip.length_s == pytest.approx(plain.length_s, abs=0.3)

    @pytest.mark.parametrize("text", ["", "  ", "\0", "...", "<>"])
    def test_is_silent_without_words(self, text: str, speaker: Speaker) -> None:
        assert speaker.render(text, SpeechSettings()) is None


class TestText:
    def test_that_is_too_long_ends_with_a_word(self) -> None:
        line = speakable("stretch " * 1000)

        assert MAX_TEXT_LENGTH - 8 <= len(line) <= MAX_TEXT_LENGTH
        assert line.endswith("stretch")

    def test_without_words_is_cut_too(self) -> None:
        assert len(speakable("x" * 10_000)) == MAX_TEXT_LENGTH

    def test_keeps_ordinary_characters(self) -> None:
        assert speakable("Don’t bounce – 3 × 10 s, é!") == "Don’t bounce – 3 × 10 s, é!"


class TestNoVoice:
    @pytest.mark.parametrize(("platform", "text"), [*NO_VOICE.items(), ("aix", NO_VOICE["linux"])])
    def test_has_a_reason(self, platform: str, text: str, programs: Path) -> None:
        speaker = speaker_of(programs, platform=platform)

        assert isinstance(speaker, NoSpeaker)
        assert speaker.missing == text
        assert speaker.voices() == []
        assert cast("object", speaker.render(SENTENCE, SpeechSettings())) is None


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
    def test_that_fails_renders_nothing(self, script: str, programs: Path) -> None:
        put_program(programs, "espeak-ng", script)
        speaker = speaker_of(programs)

        assert speaker.render(SENTENCE, SpeechSettings()) is None
        assert speaker.voices() == []

    def test_that_hangs_is_killed_with_its_children(self, programs: Path, tmp_path: Path) -> None:
        child = tmp_path / "child"
        os.mkfifo(child)
        # The open end of the pipe tells that the child lives.
        program = put_program(programs, "espeak-ng", f"/bin/sleep 600 >{child} & wait")
        reader = os.open(child, os.O_RDONLY | os.O_NONBLOCK)
        clock = SystemClock()
        before_s = clock.monotonic_s()

        assert output_of([program], SENTENCE, timeout_s=1.0) == b""
        assert clock.monotonic_s() - before_s < 5.0
        os.set_blocking(reader, True)
        # Reading ends once no process has the pipe open for writing.
        assert select.select([reader], [], [], 20.0)[0] == [reader]
        assert os.read(reader, 1) == b""
        os.close(reader)

    def test_that_fails_has_no_output(self) -> None:
        assert output_of(["/bin/sh", "-c", "echo half a sentence; exit 1"]) == b""

    def test_that_does_not_exist_has_no_output(self) -> None:
        assert output_of(["/nowhere/espeak-ng"], SENTENCE) == b""

    def test_gets_the_text_as_input(self) -> None:
        assert output_of(["cat"], "é") == "é".encode()


class TestPiper:
    @pytest.fixture
    def voices(self, programs: Path, tmp_path: Path) -> Path:
        """The user's folder of voices: one model, and files that are none."""
        folder = tmp_path / "bin" / "home" / ".local" / "share" / "piper-voices"
        (folder / "en").mkdir(parents=True)
        description = {"audio": {"sample_rate": 11_025}, "language": {"code": "en_GB"}}
        (folder / "en" / "alba.onnx").write_text("")
        (folder / "en" / "alba.onnx.json").write_text(json.dumps(description))
        for name, content in [("broken", "{"), ("empty", "{}"), ("list", "[]")]:
            (folder / f"{name}.onnx").write_text("")
            (folder / f"{name}.onnx.json").write_text(content)
        (folder / "alone.onnx").write_text("")
        return folder

    @pytest.fixture
    def speaker(self, voices: Path, programs: Path, tmp_path: Path) -> Speaker:
        """A stand-in that stores its input, and returns a tone of half a second."""
        (tmp_path / "raw").write_bytes(b"\x00\x20" * 5512)
        put_program(
            programs,
            "piper",
            f'echo "$@" >{tmp_path}/arguments; /bin/cat >{tmp_path}/text; /bin/cat {tmp_path}/raw',
        )
        return speaker_of(programs)

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

    def test_is_not_the_default_beside_another_engine(
        self, speaker: Speaker, programs: Path
    ) -> None:
        put_program(programs, "espeak-ng", "exit 1")

        assert speaker_of(programs).render("Hold.", SpeechSettings()) is None
        assert speaker.render("Hold.", SpeechSettings()) is not None

    def test_needs_a_model(self, speaker: Speaker, programs: Path, voices: Path) -> None:
        voices.rename(voices.parent / "elsewhere")

        assert speaker_of(programs).missing != ""

    def test_finds_its_models_in_another_data_folder(
        self, speaker: Speaker, programs: Path, voices: Path, tmp_path: Path
    ) -> None:
        voices.rename(tmp_path / "piper-voices")
        environ = {"PATH": str(programs), "XDG_DATA_HOME": str(tmp_path)}

        assert [voice.key for voice in find_speaker(environ).voices()] == ["piper:alba"]


class TestSay:
    """macOS cannot be run here; its program is a stand-in."""

    @pytest.fixture
    def program(self, programs: Path, tmp_path: Path) -> str:
        """A ``say`` that writes a tone to the output file."""
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

    def test_renders_a_sentence_and_lists_voices(
        self, program: str, programs: Path, tmp_path: Path
    ) -> None:
        speaker = speaker_of(programs, platform="darwin")
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
    def test_gets_the_settings_as_options(self, voice: str, options: list[str]) -> None:
        command = Say("say").command(Path("x.wav"), voice, SpeechSettings(words_per_minute=120))

        assert command == [
            *["say", *options, "-r", "120", "-o", "x.wav"],
            *["--file-format=WAVE", f"--data-format=LEI16@{RATE_HZ}", "-f", "-"],
        ]

    def test_without_output_renders_nothing(self, programs: Path) -> None:
        put_program(programs, "say", "exit 1")

        assert speaker_of(programs, platform="darwin").render("Hold.", SpeechSettings()) is None


class TestSapi:
    """Windows cannot be run here; PowerShell is a stand-in."""

    def test_renders_a_sentence_and_lists_voices(self, programs: Path, tmp_path: Path) -> None:
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
            echo "$STRETCHAPP_VOICE $STRETCHAPP_RATE" >{tmp_path}/parameters
            /bin/cp {tmp_path}/tone.wav "$STRETCHAPP_FILE"
            """,
        )
        speaker = speaker_of(programs, platform="win32")
        (voice,) = speaker.voices()
        clip = speaker.render("Hold'); exit", SpeechSettings(voice=voice.key))

        assert voice.name == "Microsoft Hazel Desktop"
        assert voice.language == "en-gb"
        assert clip is not None
        assert (tmp_path / "text").read_text() == "Hold'); exit"
        assert (tmp_path / "parameters").read_text() == "Microsoft Hazel Desktop -1\n"

    @pytest.mark.parametrize(
        ("words_per_minute", "rate"), [(80, "-5"), (170, "0"), (300, "8"), (400, "10")]
    )
    def test_keeps_the_rate_within_its_limits(self, words_per_minute: int, rate: str) -> None:
        settings = SpeechSettings(words_per_minute=words_per_minute)

        parameters = Sapi("powershell").parameters(Path("x.wav"), "", settings)

        assert parameters["STRETCHAPP_RATE"] == rate

    def test_without_output_renders_nothing(self, programs: Path) -> None:
        put_program(programs, "powershell", "exit 1")

        assert speaker_of(programs, platform="win32").render("Hold.", SpeechSettings()) is None


def a_wav_of_a_second() -> bytes:
    """Return a WAV file with a second of sound."""
    return a_wav(array("h", [5000] * RATE_HZ))
