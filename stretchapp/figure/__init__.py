"""Figures drawn from pose data: skeletons, poses and motions are pure; ``paint`` draws them."""
