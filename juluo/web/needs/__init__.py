"""What the pages of needs show: cards, what stands behind them, what becomes of them."""
