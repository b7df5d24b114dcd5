"""Wall time from starting a process to its first line, or to its end if it prints nothing: medians of interleaved runs.

    dotnet publish samples/Native -p:PublishAot=true -p:IlcInstructionSet=x86-64-v3
    python3 samples/Native/startup.py samples/Native/bin/Release/net10.0/linux-x64/publish/Native

and, for ONNX Runtime (samples/Benchmarks/install-peers.sh installs it), with a model of the same layers exported from PyTorch by
torch.onnx.export(model, torch.zeros(1, 784), "model.onnx", input_names=["x"], output_names=["y"]):

    gcc -O2 -o onnx_answer samples/Native/onnx_answer.c
    python3 samples/Native/startup.py samples/Native/bin/Release/net10.0/linux-x64/publish/Native "./onnx_answer …/libonnxruntime.so.1 model.onnx"
"""
import os
import shlex
import statistics
import sys
import time

RUNS = 301


def milliseconds(command):
    read, write = os.pipe()
    start = time.perf_counter_ns()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_CLOSE, read)])
    os.close(write)
    os.read(read, 1)  # returns at the first character, or at the end of the output
    time_taken = (time.perf_counter_ns() - start) / 1e6
    while os.read(read, 4096):
        pass
    os.close(read)
    _, status = os.waitpid(process, 0)
    if status:
        sys.exit(f"{shlex.join(command)} ended with {os.waitstatus_to_exitcode(status)}.")
    return time_taken


commands = [["/bin/true"]] + [shlex.split(argument) for argument in sys.argv[1:]]
times = [[] for _ in commands]
for _ in range(RUNS):
    for command, taken in zip(commands, times):
        taken.append(milliseconds(command))
for command, taken in zip(commands, times):
    quartiles = statistics.quantiles(taken, n=4)
    print(f"{quartiles[1]:7.2f} ms  (half of {RUNS} runs within {quartiles[0]:.2f} to {quartiles[2]:.2f})  {shlex.join(command)}")
