"""What SageMaker's Python SDK makes of metric files: {type: file} on stdin, {type: metric_groups} on stdout."""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

from sagemaker.model_card.evaluation_metric_parsers import EVALUATION_METRIC_PARSERS, EvaluationMetricTypeEnum  # noqa: E402

files = json.load(sys.stdin)
print(json.dumps({kind: EVALUATION_METRIC_PARSERS[EvaluationMetricTypeEnum[kind.upper()]].run(file)["metric_groups"]
                  for kind, file in files.items()}))
