"""Records metrics as scikit-learn computes them: run in this folder; writes metrics.json."""
import json
import numpy as np
from sklearn import metrics as m

rng = np.random.default_rng(5)
AVERAGES = ["macro", "micro", "weighted"]


def scores(actual, predicted, averages):
    """Precision, recall and F1 by average, and of each class."""
    recorded = {}
    for name, score in ("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score):
        recorded[name] = {average: score(actual, predicted, average=average, zero_division=0) for average in averages}
    return recorded


def per_class(actual, predicted, labels):
    columns = m.precision_recall_fscore_support(actual, predicted, labels=labels, zero_division=0)
    return [[float(value) for value in row] for row in zip(*columns)]


def case(outputs, targets, **figures):
    outputs, targets = np.float32(outputs), np.float32(targets)
    return {"outputs": outputs.tolist(), "targets": targets.tolist(), **figures}


def classes(outputs, actual, auc=None):
    outputs = np.float32(outputs)
    count = outputs.shape[1]
    predicted = outputs.argmax(1)
    return case(
        outputs,
        np.eye(count)[actual],
        accuracy=m.accuracy_score(actual, predicted),
        hamming_loss=m.hamming_loss(actual, predicted),
        confusion=m.confusion_matrix(actual, predicted, labels=range(count)).tolist(),
        confusions=m.multilabel_confusion_matrix(actual, predicted, labels=range(count)).tolist(),
        per_class=per_class(actual, predicted, range(count)),
        auc={average: m.roc_auc_score(actual, auc, multi_class="ovr", average=average) for average in AVERAGES} if auc is not None else {},
        **scores(actual, predicted, AVERAGES),
    )


def several_classes(count, samples):
    """Probabilities in eighths: equal scores within samples and among them."""
    actual = rng.integers(0, count, samples)
    return np.array([rng.multinomial(8, 0.5 * np.eye(count)[label] + 0.5 / count) / 8 for label in actual]), actual


def missing_classes():
    """The fifth class does not occur, the fourth is never predicted, the third is predicted for others only."""
    outputs, actual = several_classes(5, 40)
    actual %= 4
    actual[actual == 2] = 3
    outputs[:, 3] = outputs[:, 4] = -1
    return classes(outputs, actual)


def top_k():
    outputs = rng.normal(size=(50, 6)).astype(np.float32)
    actual = rng.integers(0, 6, 50)
    softmax = np.exp(outputs.astype(np.float64))
    softmax /= softmax.sum(1, keepdims=True)
    recorded = classes(outputs, actual, softmax)
    recorded["top_k"] = [m.top_k_accuracy_score(actual, outputs, k=k, labels=range(6)) for k in range(1, 7)]
    return recorded


def binary():
    actual = rng.integers(0, 2, 60)
    outputs = np.round(np.clip(0.3 * actual + rng.uniform(0, 0.7, 60), 0, 1) * 16) / 16
    predicted = (outputs >= 0.5).astype(int)
    return case(
        outputs[:, None],
        actual[:, None],
        accuracy=m.accuracy_score(actual, predicted),
        confusion=m.confusion_matrix(actual, predicted).tolist(),
        per_class=per_class(actual, predicted, [0, 1]),
        auc={"binary": m.roc_auc_score(actual, outputs)},
        **scores(actual, predicted, ["binary", *AVERAGES]),
    )


def labels():
    """The third label is never predicted."""
    targets = (rng.uniform(size=(50, 4)) < [0.5, 0.3, 0.2, 0.7]).astype(int)
    outputs = np.round(np.clip(0.35 * targets + rng.uniform(0, 0.65, targets.shape), 0, 1) * 16) / 16
    outputs[:, 2] *= 0.25
    predicted = (outputs >= 0.5).astype(int)
    return case(
        outputs,
        targets,
        accuracy=m.accuracy_score(targets, predicted),
        hamming_loss=m.hamming_loss(targets, predicted),
        confusions=m.multilabel_confusion_matrix(targets, predicted).tolist(),
        per_class=per_class(targets, predicted, None),
        auc={average: m.roc_auc_score(targets, outputs, average=average) for average in AVERAGES},
        **scores(targets, predicted, AVERAGES),
    )


def regression(targets, noise):
    targets = np.float32(targets)
    outputs = np.float32(targets + noise * rng.normal(size=targets.shape))
    y, t = outputs.astype(np.float64), targets.astype(np.float64)
    return case(
        outputs,
        targets,
        mean_absolute_error=m.mean_absolute_error(t, y),
        mean_squared_error=m.mean_squared_error(t, y),
        root_mean_squared_error=m.mean_squared_error(t, y, squared=False),
        r2=m.r2_score(t, y),
    )


ties, tied_classes = several_classes(3, 45)
constant = np.column_stack([rng.normal(size=30), np.full(30, 0.1)])
json.dump(
    {
        "classes": {
            "ties": classes(ties, tied_classes, ties),
            "missing": missing_classes(),
            "logits": top_k(),
        },
        "binary": binary(),
        "labels": labels(),
        "regression": {
            "one": regression(rng.normal(100, 3, size=(40, 1)), 1),
            "three": regression(rng.normal(size=(40, 3)) * [1, 10, 100], 0.5),
            "constant": regression(constant, 0.3),
            "constant_exact": regression(constant, 0),
        },
        "report": m.classification_report([0, 0, 1, 1, 2, 2, 2, 4], [0, 1, 1, 1, 2, 0, 2, 4], digits=4),
    },
    open("metrics.json", "w"),
    indent=None,
    separators=(",", ":"),
)
