"""AWS::CloudWatch::Alarm on metric math. Such an alarm is kept and read back; it is never evaluated."""

from __future__ import annotations

from ministack.services.cloudformation import provisioners

from .api_shapes import convert, input_shape

_SINGLE_METRIC = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Dimensions", "Unit")


def install() -> None:
    record = provisioners._cw_metric_alarm_record

    def record_with_math(name: str, props: dict) -> dict:
        if not props.get("Metrics"):
            return record(name, props)
        # MiniStack insists on a metric of its own; what stands in for it does not stay.
        alone = {**{key: value for key, value in props.items() if key != "Metrics"},
                 "MetricName": "-", "Namespace": "-", "Threshold": props.get("Threshold", 0)}
        alarm = record(name, alone)
        for key in _SINGLE_METRIC:
            alarm.pop(key, None)
        if props.get("Threshold") is None:
            alarm.pop("Threshold")
        for key in ("ThresholdMetricId", "EvaluateLowSampleCountPercentile"):
            if props.get(key):
                alarm[key] = props[key]
        shape = input_shape("cloudwatch", "PutMetricAlarm").members["Metrics"]
        alarm["Metrics"] = convert(shape, props["Metrics"], "AWS::CloudWatch::Alarm.Metrics")
        return alarm

    provisioners._cw_metric_alarm_record = record_with_math
