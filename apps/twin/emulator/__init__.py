"""The twin's emulator: moto's server with mended services and real engines behind them."""
