"""The parts of the emulator's launcher: one endpoint in front of ministack and moto."""
