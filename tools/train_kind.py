"""draft"""
from __future__ import annotations
import sys, json, glob
import numpy as np
from mapapp import language
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.extract.kind.features import candidates, sparse, dense
from mapapp.extract.predicates import EventWords

CODES = ["none", *EVENT_TYPES]

def rows(files):
    for f in files:
        for line in open(f, encoding="utf-8"):
            parts = line.rstrip("\n").split("\t")
            if len(parts) != 3: continue
            codes = parts[0].split("|"); trig = parts[1].split("|")
            if any(c not in CODES for c in codes): continue
            yield codes, trig, parts[2]

def examples(files):
    """(features, dense, code, sentence number)"""
    words = EventWords()
    data = list(rows(files))
    docs = language.parsed(language.entities([s for _, _, s in data]))
    for n, ((codes, trig, text), doc) in enumerate(zip(data, docs)):
        pos = {}
        if codes != ["none"]:
            for c, t in zip(codes, trig):
                at = text.find(t)
                if at < 0: continue
                inside = [k for k in doc if at <= k.idx < at + len(t)]
                cand = [k for s in doc.sents for k in candidates(s) if k in inside]
                if not cand: continue
                head = next((k for k in cand if k.head not in inside or k.head == k), cand[-1])
                pos[head.i] = c
                for k in cand: pos.setdefault(k.i, None if k.i != head.i else c)
        for s in doc.sents:
            table = {t.token.i: t for t in words.triggers(s)}
            for k in candidates(s):
                t = table.get(k.i)
                tc = t.row.event_type.code if t else None
                if k.i in pos:
                    if pos[k.i] is None: continue
                    y = pos[k.i]
                else:
                    if tc and tc in codes: continue
                    if tc and t.effect: continue
                    y = "none"
                yield sparse(k, tc, bool(t and t.weak)), dense(k), y, n

def fit(ex, min_count=2, epochs=12, l2=1e-4, lr=0.02, seed=0, none_weight=0.35, dense_scale=1.0):
    from collections import Counter
    cnt = Counter(f for fs, *_ in ex for f in fs)
    index = {f: i for i, f in enumerate(sorted(f for f, c in cnt.items() if c >= min_count))}
    F, C = len(index), len(CODES)
    rng = np.random.default_rng(seed)
    W = np.zeros((F, C), np.float32); D = np.zeros((len(ex[0][1]), C), np.float32)
    mW = np.zeros_like(W); 
    gW = np.full_like(W, 1e-6); gD = np.full_like(D, 1e-6)
    idx = [np.array([index[f] for f in fs if f in index]) for fs, *_ in ex]
    X = np.stack([d for _, d, *_ in ex]) * dense_scale
    Y = np.array([CODES.index(y) for *_, y, _ in ex])
    order = np.arange(len(ex)); B = 64
    for ep in range(epochs):
        rng.shuffle(order)
        for b in range(0, len(order), B):
            bi = order[b:b+B]
            Z = X[bi] @ D
            for r, i in enumerate(bi): Z[r] += W[idx[i]].sum(0)
            Z -= Z.max(1, keepdims=True); P = np.exp(Z); P /= P.sum(1, keepdims=True)
            G = P; G[np.arange(len(bi)), Y[bi]] -= 1
            wts = np.where(Y[bi] == 0, none_weight, 1.0).astype(np.float32)
            G *= wts[:, None] / len(bi)
            gd = X[bi].T @ G + l2 * D
            gD += gd**2; D -= lr * 3 * gd / np.sqrt(gD)
            flat = np.concatenate([idx[i] for i in bi]); reps = np.repeat(G, [len(idx[i]) for i in bi], axis=0)
            u, inv = np.unique(flat, return_inverse=True)
            gw = np.zeros((len(u), C), np.float32); np.add.at(gw, inv, reps)
            gw += l2 * W[u]
            gW[u] += gw**2; W[u] -= lr * 3 * gw / np.sqrt(gW[u])
    return index, W, D, dense_scale

def predict(model, fs, d):
    index, W, D, sc = model
    z = (d*sc) @ D + W[[index[f] for f in fs if f in index]].sum(0)
    z -= z.max(); p = np.exp(z); return p / p.sum()

def sentence_scores(model, ex):
    """sentence-level: gold code set vs predicted set (argmax over tokens)"""
    by = {}
    for fs, d, y, n in ex:
        by.setdefault(n, [set(), {}])
        if y != "none": by[n][0].add(y)
        p = predict(model, fs, d); c = int(p.argmax())
        if c: by[n][1][CODES[c]] = max(p[c], by[n][1].get(CODES[c], 0))
    return by

if __name__ == "__main__":
    files = sorted(glob.glob("/tmp/gold/train/t*.tsv"))
    ex = list(examples(files)); print(len(ex), "examples", len({e[3] for e in ex}), "sentences")
    N = max(e[3] for e in ex) + 1
    tot = [0]*6
    for fold in range(4):
        tr = [e for e in ex if e[3] % 4 != fold]; te = [e for e in ex if e[3] % 4 == fold]
        m = fit(tr)
        for n, (gold, pred) in sentence_scores(m, te).items():
            g = {c.split(".")[0] for c in gold}; p = {c.split(".")[0] for c in pred}
            main = max(pred, key=pred.get).split(".")[0] if pred else None
            tot[0] += 1; tot[1] += (main in g) if g else main is None
            tot[2] += g == p; tot[3] += len(g & p); tot[4] += len(p); tot[5] += len(g)
    print("main right", tot[1]/tot[0], "set equal", tot[2]/tot[0], "P", tot[3]/max(tot[4],1), "R", tot[3]/max(tot[5],1))
